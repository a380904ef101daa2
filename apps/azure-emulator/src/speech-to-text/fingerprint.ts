import { createHash } from 'node:crypto';
import type { Millis } from '@app/core';
import { bytesFromPcm } from '@app/audio';

/** −40 dB below full scale. */
const LOUD = 328;
/** So much audio makes the digest: enough to tell recordings apart, early enough for the first partial. */
const SPAN_MS: Millis = 200;

/**
 * A digest of a phrase's first 200 ms, from its first sample above −40 dB. It does not depend on how the audio is cut
 * into chunks or how much silence goes before; it does depend on sample rate and coding.
 */
export class Fingerprint {
  private readonly samples: Int16Array;
  private filled = 0;
  private begun = false;
  private digest: string | null = null;

  constructor(sampleRate: number) {
    this.samples = new Int16Array(Math.round((sampleRate * SPAN_MS) / 1000));
  }

  /** @returns null until enough was heard */
  add(pcm: Int16Array): string | null {
    if (this.digest !== null) return this.digest;
    let from = 0;
    if (!this.begun) {
      from = pcm.findIndex(sample => Math.abs(sample) > LOUD);
      if (from < 0) return null;
      this.begun = true;
    }
    const part = pcm.subarray(from, from + this.samples.length - this.filled);
    this.samples.set(part, this.filled);
    this.filled += part.length;
    return this.filled < this.samples.length ? null : this.end();
  }

  /** Of what there is: a phrase may be shorter. */
  end(): string {
    const bytes = bytesFromPcm(this.samples.subarray(0, this.filled));
    return (this.digest ??= createHash('sha256').update(bytes).digest('hex').slice(0, 16));
  }
}
