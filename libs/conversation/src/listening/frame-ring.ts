import { FRAME_MS, samplesIn } from '@app/core';
import type { AudioFrame, Millis } from '@app/core';

interface Slot extends AudioFrame {
  at: Millis;
}

/**
 * The last 800 ms of a call, in frames that are made once, when the first is asked for, and written over for ever after:
 * the listen path allocates nothing, and a caller who says nothing takes no memory.
 */
export class FrameRing {
  private readonly slots: Slot[] = [];
  private written = 0;

  /** @param length frames kept; a frame stays intact until that many more have come. */
  constructor(
    readonly sampleRate: number,
    readonly length = 40,
  ) {}

  /** Frames finished since the start of the call. */
  get count(): number {
    return this.written;
  }

  /** The frame being filled; it joins the ring with `push`. */
  get open(): AudioFrame {
    if (this.slots.length === 0) this.makeSlots();
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

  /** All in one piece of memory. */
  private makeSlots(): void {
    const { length, sampleRate } = this;
    const samples = samplesIn(FRAME_MS, sampleRate);
    const memory = new Int16Array(samples * length);
    for (let i = 0; i < length; i++)
      this.slots.push({ pcm: memory.subarray(i * samples, (i + 1) * samples), sampleRate, at: 0 });
  }
}
