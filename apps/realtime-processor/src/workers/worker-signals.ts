import cluster from 'node:cluster';
import type { Worker } from 'node:cluster';

/**
 * Hands on to the workers the signals that change how they work. One that is not yet serving might not listen, which would
 * end it: it gets what it has missed when it serves.
 */
export class WorkerSignals {
  private readonly serving = new WeakSet<Worker>();
  private readonly missedHangup = new WeakSet<Worker>();
  private debugging = false;

  /** SIGHUP: files of keys are read anew. */
  hangup(): void {
    for (const worker of living())
      if (this.serving.has(worker)) worker.process.kill('SIGHUP');
      else this.missedHangup.add(worker);
  }

  /** SIGUSR2: the log of all to debug and back; one that takes another's place logs as much as the others. */
  toggleDebug(): void {
    this.debugging = !this.debugging;
    for (const worker of living()) if (this.serving.has(worker)) worker.process.kill('SIGUSR2');
  }

  /** To be called when it listens to signals. */
  serves(worker: Worker): void {
    this.serving.add(worker);
    if (this.missedHangup.has(worker)) worker.process.kill('SIGHUP');
    if (this.debugging) worker.process.kill('SIGUSR2');
  }
}

const living = (): Worker[] => Object.values(cluster.workers ?? {}).filter(worker => worker !== undefined);
