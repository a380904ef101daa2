import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';

/** Hashed at once; a frame alone would cost more to hand over than to hash. */
const BLOCK_SAMPLES = 4096;

/** Digest of an utterance while it is heard: samples are collected in one piece of memory and hashed when it is full. */
export class UtteranceDigest {
  private readonly samples = new Int16Array(BLOCK_SAMPLES);
  private readonly bytes = new Uint8Array(this.samples.buffer);
  private filled = 0;
  private hash: Hash | null = null;

  add(pcm: Int16Array): void {
    if (pcm.length > BLOCK_SAMPLES - this.filled) this.empty();
    if (pcm.length <= BLOCK_SAMPLES) {
      this.samples.set(pcm, this.filled);
      this.filled += pcm.length;
    } else this.hashing.update(new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength));
  }

  /** Of everything since the last one; the next utterance begins. */
  take(): string {
    this.empty();
    const digest = this.hashing.digest('base64url');
    this.hash = null;
    return digest;
  }

  private get hashing(): Hash {
    return (this.hash ??= createHash('sha256'));
  }

  private empty(): void {
    if (this.filled > 0) this.hashing.update(this.bytes.subarray(0, this.filled * 2));
    this.filled = 0;
  }
}
