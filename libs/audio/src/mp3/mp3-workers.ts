import { extname, join } from 'node:path';
import { raceAbort } from '@app/core';
import { Piscina } from 'piscina';
import type { DecodeJob, DecodedMp3, EncodeJob } from './mp3.worker';

/**
 * Up to two threads that encode and decode MP3, so that the loop that moves frames never waits for one. None runs until
 * the first job, nor for long after the last; idle they keep no process alive.
 */
export class Mp3Workers {
  private readonly threads = new Piscina({
    // .ts under Jest, .js when built.
    filename: join(__dirname, `mp3.worker${extname(__filename)}`),
    minThreads: 0,
    maxThreads: 2,
    // Longer than the pause between two turns: a thread takes ten times as long to start as to encode a sentence.
    idleTimeout: 60_000,
    maxQueue: 1000,
  });

  private closed = false;

  /** Jobs that no thread has begun. */
  get waiting(): number {
    return this.threads.queueSize;
  }

  encode(pcm: Int16Array, sampleRate: number, signal: AbortSignal): Promise<Uint8Array> {
    // A copy to give away: else all the memory that `pcm` may be a small part of would be copied.
    const own = pcm.slice();
    return this.run<EncodeJob, Uint8Array>('encode', { pcm: own, sampleRate }, own.buffer, signal);
  }

  decode(data: Uint8Array, longestSeconds: number, signal?: AbortSignal): Promise<DecodedMp3> {
    const own = Uint8Array.from(data);
    return this.run<DecodeJob, DecodedMp3>('decode', { data: own, longestSeconds }, own.buffer, signal);
  }

  /** Work under way rejects, and so does whatever is asked for later. */
  async close(): Promise<void> {
    this.closed = true;
    await this.threads.destroy();
  }

  /** An aborted job is let go of and not stopped: that would cost its thread. */
  private async run<Job, Result>(
    name: 'encode' | 'decode',
    job: Job,
    given: ArrayBuffer,
    signal?: AbortSignal,
  ): Promise<Result> {
    signal?.throwIfAborted();
    // The pool itself would start threads anew.
    if (this.closed) throw new Error('the MP3 threads are closed');
    const result = this.threads.run(job, { name, transferList: [given] }) as Promise<Result>;
    return signal ? raceAbort(result, signal) : result;
  }
}
