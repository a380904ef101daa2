import { ProviderError, raceAbort } from '@app/core';
import type { Clock, Millis } from '@app/core';
import { Piscina } from 'piscina';
import { WaitingLine } from './waiting-line';

/** A thread that works on one sentence for longer hangs, and is ended. */
const LONGEST_JOB_MS: Millis = 10_000;
/** A thread beyond the first is given up after this long without a job. */
const IDLE_MS: Millis = 30_000;

export interface SynthesisWorkersOptions {
  /** Named in errors. */
  readonly provider: string;
  /** The worker's file; its default export does one job. */
  readonly filename: string;
  readonly threads: number;
  readonly workerData: unknown;
  readonly clock: Clock;
}

/**
 * Threads that synthesise: one runs from the start, more come as jobs wait. Jobs are done in order of asking; one given
 * up while it waits is never begun. One in work ends by itself soon, which is cheaper than a new thread, and nobody
 * hears of it.
 */
export class SynthesisWorkers<Job extends object, Result> {
  private readonly pool: Piscina<Job, Result>;
  /** The pool's own queue keeps no order. */
  private readonly line: WaitingLine;
  private working = 0;
  private closed = false;

  constructor(private readonly options: SynthesisWorkersOptions) {
    const { filename, threads, workerData } = options;
    this.line = new WaitingLine(threads);
    this.pool = new Piscina({
      filename,
      workerData,
      minThreads: 1,
      maxThreads: threads,
      idleTimeout: IDLE_MS,
      // A worker that waits on an atomic cannot get ready for its next job meanwhile.
      atomics: 'disabled',
    });
  }

  /** Jobs in work. */
  get busy(): number {
    return this.working;
  }

  /** Jobs that wait for a thread. */
  get waiting(): number {
    return this.line.length;
  }

  /** Rejects with the signal's reason when it aborts, else with a ProviderError. */
  async run(job: Job, signal: AbortSignal): Promise<Result> {
    await this.line.enter(signal);
    // The place is kept until the thread is free, not until the signal aborts.
    return raceAbort(
      this.work(job).finally(() => this.line.leave()),
      signal,
    );
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.pool.destroy();
  }

  private async work(job: Job): Promise<Result> {
    const { provider, clock } = this.options;
    if (this.closed) throw new ProviderError(provider, 'unavailable', 'synthesis is closed');
    const late = new AbortController();
    const watchdog = clock.after(LONGEST_JOB_MS, () => late.abort());
    this.working++;
    try {
      return await this.pool.run(job, { signal: late.signal });
    } catch (cause) {
      if (late.signal.aborted) {
        throw new ProviderError(provider, 'timeout', `synthesis took over ${LONGEST_JOB_MS} ms`, { cause });
      }
      const message = cause instanceof Error ? cause.message : String(cause);
      throw new ProviderError(provider, this.faultOfFailure(), `synthesis failed: ${message}`, { cause });
    } finally {
      this.working--;
      watchdog.cancel();
    }
  }

  /** Closing ends what is in work. */
  private faultOfFailure(): 'unavailable' | 'transient' {
    return this.closed ? 'unavailable' : 'transient';
  }
}
