import { FRAME_MS } from '@app/core';
import type { AudioFrame } from '@app/core';
import { Resampler } from '@app/audio';
import { FrameRing } from './frame-ring';

/** Samples resampled at a time; a longer chunk is taken in pieces. */
const PIECE = 1024;

/** Cuts caller audio of any rate and length into frames at the rate the call listens at. */
export class Intake {
  readonly ring: FrameRing;
  private filled = 0;
  private resampler: Resampler | null = null;
  private resampledFrom = 0;
  private scratch = new Int16Array(0);

  constructor(
    readonly sampleRate: number,
    private readonly onFrame: (frame: AudioFrame) => void,
  ) {
    this.ring = new FrameRing(sampleRate);
  }

  /** Milliseconds of audio heard so far: the call's media time. */
  get mediaTime(): number {
    return this.ring.count * FRAME_MS + (this.filled * 1000) / this.sampleRate;
  }

  write(pcm: Int16Array, sampleRate: number): void {
    if (sampleRate === this.sampleRate) {
      this.cut(pcm, pcm.length);
      return;
    }
    const resampler = this.resamplerFrom(sampleRate);
    for (let from = 0; from < pcm.length; from += PIECE) {
      const piece = pcm.length <= PIECE ? pcm : pcm.subarray(from, from + PIECE);
      this.cut(this.scratch, resampler.process(piece, this.scratch));
    }
  }

  private cut(pcm: Int16Array, length: number): void {
    let from = 0;
    while (from < length) {
      const target = this.ring.open.pcm;
      const take = Math.min(length - from, target.length - this.filled);
      if (from === 0 && take === pcm.length) target.set(pcm, this.filled);
      else target.set(pcm.subarray(from, from + take), this.filled);
      from += take;
      this.filled += take;
      if (this.filled < target.length) return;
      this.filled = 0;
      this.onFrame(this.ring.push());
    }
  }

  private resamplerFrom(sampleRate: number): Resampler {
    if (!this.resampler || this.resampledFrom !== sampleRate) {
      this.resampler = new Resampler(sampleRate, this.sampleRate);
      this.resampledFrom = sampleRate;
      this.scratch = new Int16Array(this.resampler.capacity(PIECE));
    }
    return this.resampler;
  }
}
