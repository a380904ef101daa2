import cluster from 'node:cluster';
import type { Worker } from 'node:cluster';
import { serveMetrics } from './worker-metrics';
import { WorkerSignals } from './worker-signals';

export interface PrimaryParts {
  readonly workers: number;
  /** The file each worker runs. */
  readonly file: string;
  /** Called when all workers take calls for the first time. */
  onServing(): void;
  /** A line for operators. */
  tell(line: string): void;
}

/** What a worker says when it takes calls. */
export const SERVING = 'serving';

/** A worker that does not live longer than this did not get to work, ms. */
const STILLBORN_MS = 5000;

/** After so many in a row it is no use to try again. */
const MOST_STILLBORN = 5;

const PAUSE_MS = 1000;

/**
 * One process that carries no calls: it starts the workers, replaces those that crash, hands signals on, and ends when
 * they have ended; with 0 only if all of them did.
 */
export class Primary {
  private stopping = false;
  private stillborn = 0;
  private failed = false;
  private readonly signals = new WorkerSignals();

  constructor(private readonly parts: PrimaryParts) {}

  start(): void {
    const { workers, file } = this.parts;
    cluster.setupPrimary({ exec: file });
    serveMetrics();
    let serving = 0;
    cluster.on('message', (worker, message: unknown) => {
      if (message !== SERVING) return;
      this.signals.serves(worker);
      if (++serving === workers) this.parts.onServing();
    });
    for (let i = 0; i < workers; i++) this.fork();
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => this.stop());
    process.on('SIGHUP', () => this.signals.hangup());
    process.on('SIGUSR2', () => this.signals.toggleDebug());
  }

  private fork(): void {
    const bornAt = performance.now();
    const worker = cluster.fork();
    worker.once('exit', (code, signal: string | null) => {
      if (performance.now() - bornAt > STILLBORN_MS) this.stillborn = 0;
      else this.stillborn++;
      this.ended(worker, code, signal);
    });
  }

  private ended(worker: Worker, code: number | null, signal: string | null): void {
    if (this.stopping) {
      this.failed ||= code !== 0;
      if (Object.keys(cluster.workers ?? {}).length === 0) process.exit(this.failed ? 1 : 0);
      return;
    }
    const how = signal === null ? `code ${String(code)}` : signal;
    this.parts.tell(`worker ${String(worker.process.pid)} ended with ${how}: another one takes its place`);
    if (this.stillborn >= MOST_STILLBORN) {
      this.parts.tell('workers do not get to work: giving up');
      process.exit(1);
    }
    setTimeout(() => this.replace(), this.stillborn > 0 ? PAUSE_MS : 0);
  }

  private replace(): void {
    if (!this.stopping) this.fork();
  }

  /** The second time it hurries the drains. */
  private stop(): void {
    this.stopping = true;
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill('SIGTERM');
    if (Object.keys(cluster.workers ?? {}).length === 0) process.exit(this.failed ? 1 : 0);
  }
}
