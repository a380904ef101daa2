import type { Millis } from '@app/core';
import { LONGEST_DELAY, SILENT } from './echo-reference';
import type { EchoReference } from './echo-reference';

/** Levels that hardly move have no shape: a tone looks like anything, and is no caller. */
const FLAT = 1;

/** The last levels of the caller's side, and how much they look like the assistant's some time before. */
export class EchoLikeness {
  private readonly levels: Float32Array;
  /** Of the reference, at one delay. */
  private readonly heard: Float32Array;
  private count = 0;

  /** @param length frames compared */
  constructor(private readonly length = 15) {
    this.levels = new Float32Array(length);
    this.heard = new Float32Array(length);
  }

  /** dB */
  push(level: number): void {
    this.levels[this.count++ % this.length] = level;
  }

  /**
   * The best correlation of the last levels with the reference's, over all delays an echo may have: near 1 for an echo,
   * whatever its delay and loudness; −1 before there is enough to compare, NaN where there is no shape to compare.
   */
  best(reference: EchoReference, now: Millis): number {
    if (this.count < this.length) return -1;
    let [lowest, highest] = [0, SILENT];
    for (const level of this.levels) {
      lowest = Math.min(lowest, level);
      highest = Math.max(highest, level);
    }
    let best = -1;
    for (let delay = 0; delay <= LONGEST_DELAY; delay++) {
      const alike = this.correlation(reference, now, delay, highest - lowest);
      if (Number.isNaN(alike)) return alike;
      if (alike > best) best = alike;
    }
    return best;
  }

  /** @param depth dB below its loudest at which the reference is cut off, as the noise of the line covers an echo's gaps */
  private correlation(reference: EchoReference, now: Millis, delay: number, depth: number): number {
    const { length, heard } = this;
    let loudest = SILENT;
    for (let back = 0; back < length; back++) {
      const level = reference.level(now, delay + back);
      heard[back] = level;
      if (level > loudest) loudest = level;
    }
    let [x, y, xx, yy, xy] = [0, 0, 0, 0, 0];
    for (let back = 0; back < length; back++) {
      const a = this.levels[(this.count - 1 - back) % length]!;
      const b = Math.max(heard[back]!, loudest - depth);
      x += a;
      y += b;
      xx += a * a;
      yy += b * b;
      xy += a * b;
    }
    const shape = xx - (x * x) / length;
    if (shape < FLAT) return Number.NaN;
    const spread = shape * (yy - (y * y) / length);
    return spread < FLAT * FLAT ? -1 : (xy - (x * y) / length) / Math.sqrt(spread);
  }
}
