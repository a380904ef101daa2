import type { Millis } from '@app/core';
import { LONGEST_DELAY } from './echo-reference';
import type { EchoReference } from './echo-reference';

/** Levels that hardly move have no shape: a tone looks like anything, and is no caller. */
const FLAT = 1;

/** The last levels of the caller's side, and how much they look like the assistant's some time before. */
export class EchoLikeness {
  private readonly levels: Float32Array;
  private count = 0;

  /** @param length frames compared */
  constructor(private readonly length = 15) {
    this.levels = new Float32Array(length);
  }

  /** dB */
  push(level: number): void {
    this.levels[this.count++ % this.length] = level;
  }

  /**
   * The best correlation of the last levels with the reference's, over all delays an echo may have: near 1 for an echo,
   * whatever its delay and loudness; −1 before there is enough to compare.
   */
  best(reference: EchoReference, now: Millis): number {
    if (this.count < this.length) return -1;
    let best = -1;
    for (let delay = 0; delay <= LONGEST_DELAY; delay++) {
      best = Math.max(best, this.correlation(reference, now, delay));
    }
    return best;
  }

  private correlation(reference: EchoReference, now: Millis, delay: number): number {
    const { length } = this;
    let [x, y, xx, yy, xy] = [0, 0, 0, 0, 0];
    for (let back = 0; back < length; back++) {
      const a = this.levels[(this.count - 1 - back) % length]!;
      const b = reference.level(now, delay + back);
      x += a;
      y += b;
      xx += a * a;
      yy += b * b;
      xy += a * b;
    }
    const shape = xx - (x * x) / length;
    if (shape < FLAT) return 1;
    const spread = shape * (yy - (y * y) / length);
    return spread < FLAT * FLAT ? -1 : (xy - (x * y) / length) / Math.sqrt(spread);
  }
}
