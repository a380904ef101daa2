import { Resampler } from '@app/audio';
import { FRAME_MS, samplesIn } from '@app/core';

/** Cuts a part's audio, of whatever rate and lengths it comes in, into frames of the call's rate. */
export class FrameCutter {
  private readonly samples: number;
  private frame: Int16Array;
  private filled = 0;
  private resampler: Resampler | null = null;
  private from = 0;

  constructor(
    private readonly sampleRate: number,
    private readonly onFrame: (pcm: Int16Array) => void,
  ) {
    this.samples = samplesIn(FRAME_MS, sampleRate);
    this.frame = new Int16Array(this.samples);
  }

  write(pcm: Int16Array, sampleRate: number): void {
    if (sampleRate === this.sampleRate) {
      this.cut(pcm);
      return;
    }
    if (!this.resampler || this.from !== sampleRate) {
      this.resampler = new Resampler(sampleRate, this.sampleRate);
      this.from = sampleRate;
    }
    const output = new Int16Array(this.resampler.capacity(pcm.length));
    this.cut(output.subarray(0, this.resampler.process(pcm, output)));
  }

  /** Hands over the last samples, filled up with silence. */
  flush(): void {
    if (this.resampler) {
      const tail = new Int16Array(this.resampler.capacity(this.samples));
      this.cut(tail.subarray(0, this.resampler.flush(tail)));
      this.resampler = null;
    }
    if (this.filled > 0) this.emit();
  }

  private cut(pcm: Int16Array): void {
    for (let from = 0; from < pcm.length;) {
      const take = Math.min(pcm.length - from, this.samples - this.filled);
      this.frame.set(pcm.subarray(from, from + take), this.filled);
      this.filled += take;
      from += take;
      if (this.filled === this.samples) this.emit();
    }
  }

  private emit(): void {
    const whole = this.frame;
    this.frame = new Int16Array(this.samples);
    this.filled = 0;
    this.onFrame(whole);
  }
}
