import type { PartEncoder } from '@app/core';
import { mp3Workers } from './mp3-workers';

/** Compresses spoken parts to MP3 (mono, 24–32 kbit/s, a constant bit rate) in worker threads. */
export class Mp3PartEncoder implements PartEncoder {
  private readonly workers = mp3Workers();

  encode(pcm: Int16Array, sampleRate: number, signal: AbortSignal): Promise<Uint8Array> {
    return this.workers.run({ pcm, sampleRate }, { name: 'encode', signal }) as Promise<Uint8Array>;
  }

  async close(): Promise<void> {
    await this.workers.destroy();
  }
}
