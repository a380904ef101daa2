import type { PartEncoder } from '@app/core';
import { Mp3Workers } from './mp3-workers';

/**
 * Compresses spoken parts to MP3 (mono, a constant 24 kbit/s up to 12 kHz, 32 above) in worker threads. As all MP3 does
 * it begins with silence: 1105 samples, 46 ms at 24 kHz.
 */
export class Mp3PartEncoder implements PartEncoder {
  private readonly workers = new Mp3Workers();

  /** Parts that wait for a thread. */
  get waiting(): number {
    return this.workers.waiting;
  }

  encode(pcm: Int16Array, sampleRate: number, signal: AbortSignal): Promise<Uint8Array> {
    return this.workers.encode(pcm, sampleRate, signal);
  }

  close(): Promise<void> {
    return this.workers.close();
  }
}
