import { FRAME_MS, samplesIn } from '@app/core';
import type { Millis } from '@app/core';

/** What the caller says, frame by frame: clips one after the other, silence where there is none. */
export class CallerVoice {
  private readonly queue: Int16Array[] = [];
  private readonly spoken: Int16Array[] = [];
  private readonly silence: Int16Array;
  private at = 0;

  constructor(readonly sampleRate: number) {
    this.silence = new Int16Array(Math.ceil((FRAME_MS * sampleRate) / 1000));
  }

  say(clip: Int16Array): void {
    if (clip.length > 0) this.queue.push(clip);
  }

  /** Whether something is left to say. */
  get speaking(): boolean {
    return this.queue.length > 0;
  }

  /** Audio given out so far: the call's media time. */
  get elapsedMs(): Millis {
    return this.spoken.length * FRAME_MS;
  }

  /** The next 20 ms; not to be written to. The end of a clip is filled up with silence. */
  next(): Int16Array {
    // Where 20 ms are no whole number of samples, frames differ by one, so that time keeps pace with the clock.
    const length = samplesIn(this.elapsedMs + FRAME_MS, this.sampleRate) - this.samples;
    const frame = this.cut(length);
    this.spoken.push(frame);
    return frame;
  }

  /** Everything given out so far. */
  render(): Int16Array {
    const whole = new Int16Array(this.samples);
    let at = 0;
    for (const frame of this.spoken) {
      whole.set(frame, at);
      at += frame.length;
    }
    return whole;
  }

  private get samples(): number {
    return samplesIn(this.elapsedMs, this.sampleRate);
  }

  private cut(length: number): Int16Array {
    const [clip] = this.queue;
    if (!clip) return this.silence.subarray(0, length);
    const frame = clip.subarray(this.at, this.at + length);
    this.at += length;
    if (this.at >= clip.length) {
      this.queue.shift();
      this.at = 0;
    }
    if (frame.length === length) return frame;
    const filled = new Int16Array(length);
    filled.set(frame);
    return filled;
  }
}
