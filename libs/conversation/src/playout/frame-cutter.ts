import { Resampler } from '@app/audio';
import type { FramePool, QueuedFrame } from './frame-pool';

/** Cuts a part's audio, of whatever rate and lengths it comes in, into frames of the call's rate, out of its pool. */
export class FrameCutter {
  private frame: QueuedFrame | null = null;
  private filled = 0;
  private resampler: Resampler | null = null;
  private from = 0;

  constructor(
    private readonly sampleRate: number,
    private readonly pool: FramePool,
    private readonly onFrame: (frame: QueuedFrame) => void,
  ) {}

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
      const tail = new Int16Array(this.resampler.capacity(0));
      this.cut(tail.subarray(0, this.resampler.flush(tail)));
      this.resampler = null;
    }
    if (!this.frame) return;
    this.frame.pcm.fill(0, this.filled);
    this.emit(this.frame);
  }

  private cut(pcm: Int16Array): void {
    for (let from = 0; from < pcm.length;) {
      this.frame ??= this.pool.take();
      const { pcm: into } = this.frame;
      const take = Math.min(pcm.length - from, into.length - this.filled);
      into.set(pcm.subarray(from, from + take), this.filled);
      this.filled += take;
      from += take;
      if (this.filled === into.length) this.emit(this.frame);
    }
  }

  private emit(frame: QueuedFrame): void {
    this.frame = null;
    this.filled = 0;
    this.onFrame(frame);
  }
}
