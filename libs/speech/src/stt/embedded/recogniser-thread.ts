import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { RecogniserAnswer, RecogniserJob, RecogniserSetup } from './recogniser.worker';

export interface RecogniserListener {
  answer(answer: RecogniserAnswer): void;
  /** The thread is gone; nothing more comes. */
  died(reason: string): void;
}

/** One recogniser in a thread of its own. It serves one call at a time, one after the other. */
export class RecogniserThread {
  /** Resolves when it can recognise, false when it never will. */
  readonly ready: Promise<boolean>;
  private readonly worker: Worker;
  private listener: RecogniserListener | null = null;
  private dead = false;
  private sessions = 0;

  constructor(setup: RecogniserSetup, onDeath: (thread: RecogniserThread) => void) {
    // .ts under Jest, .js when built.
    this.worker = new Worker(join(__dirname, `recogniser.worker${extname(__filename)}`), {
      workerData: setup,
    });
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.ready = promise;
    let reason = 'the recogniser ended';
    this.worker.on('message', (answer: RecogniserAnswer) => {
      if (answer.type === 'ready') resolve(true);
      else this.listener?.answer(answer);
    });
    this.worker.on('error', error => (reason = error instanceof Error ? error.message : String(error)));
    this.worker.on('exit', () => {
      this.dead = true;
      resolve(false);
      const { listener } = this;
      this.listener = null;
      onDeath(this);
      listener?.died(reason);
    });
  }

  /** @returns the number by which the call's jobs and answers are known */
  serve(listener: RecogniserListener): number {
    this.listener = listener;
    return ++this.sessions;
  }

  leave(): void {
    this.listener = null;
  }

  send(job: RecogniserJob): void {
    if (this.dead) return;
    this.worker.postMessage(job, job.type === 'audio' ? [job.pcm.buffer as ArrayBuffer] : []);
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}
