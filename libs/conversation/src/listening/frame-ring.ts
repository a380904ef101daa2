import { FRAME_MS, samplesIn } from '@app/core';
import type { AudioFrame, Millis } from '@app/core';

interface Slot extends AudioFrame {
  at: Millis;
}

/**
 * The last 800 ms of a call, in frames that are made once and written over for ever after: the listen path
 * allocates nothing.
 */
export class FrameRing {
  private readonly slots: Slot[];
  private written = 0;

  /** @param length frames kept; a frame stays intact until that many more have come. */
  constructor(
    readonly sampleRate: number,
    readonly length = 40,
  ) {
    const samples = samplesIn(FRAME_MS, sampleRate);
    this.slots = Array.from({ length }, () => ({ pcm: new Int16Array(samples), sampleRate, at: 0 }));
  }

  /** Frames finished since the start of the call. */
  get count(): number {
    return this.written;
  }

  /** The frame being filled; it joins the ring with `push`. */
  get open(): AudioFrame {
    return this.slots[this.written % this.length]!;
  }

  push(): AudioFrame {
    const slot = this.slots[this.written % this.length]!;
    slot.at = this.written * FRAME_MS;
    this.written++;
    return slot;
  }

  /** @param index of the frame since the start of the call; one of the last `length - 1`. */
  get(index: number): AudioFrame {
    return this.slots[index % this.length]!;
  }

  /** Index of the oldest frame that is still intact. */
  get oldest(): number {
    return Math.max(0, this.written - this.length + 1);
  }
}
