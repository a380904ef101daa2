import type { Millis } from '@app/core';
import { LONGEST_DELAY, SILENT } from './echo-reference';
import type { EchoReference } from './echo-reference';

/** Levels that hardly move have no shape: a tone looks like anything, and is no caller. */
const FLAT = 1;

/** The last levels of the caller's side, and how much they look like the assistant's some time before. */
export class EchoLikeness {
  private readonly levels: Float32Array;
  /** The last levels, newest first, less their mean. */
  private readonly shape: Float32Array;
  /** Of the reference, newest first. */
  private readonly heard: Float32Array;
  private count = 0;

  /** @param length frames compared */
  constructor(private readonly length = 15) {
    this.levels = new Float32Array(length);
    this.shape = new Float32Array(length);
    this.heard = new Float32Array(LONGEST_DELAY + length);
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
    const { length, levels, heard } = this;
    if (this.count < length) return -1;
    let [lowest, highest, sum] = [0, SILENT, 0];
    for (let i = 0; i < length; i++) {
      const level = levels[i]!;
      if (level < lowest) lowest = level;
      if (level > highest) highest = level;
      sum += level;
    }
    const spread = this.takeShape(sum / length);
    if (spread < FLAT) return Number.NaN;
    reference.copyLevels(now, heard);
    let best = -1;
    for (let delay = 0; delay <= LONGEST_DELAY; delay++) {
      const alike = this.correlation(delay, spread, highest - lowest);
      if (alike > best) best = alike;
    }
    return best;
  }

  /** @returns the sum of the squares of what the levels differ from their mean */
  private takeShape(mean: number): number {
    const { length, levels, shape } = this;
    let squares = 0;
    let at = this.count % length;
    for (let back = length - 1; back >= 0; back--) {
      const difference = levels[at]! - mean;
      shape[back] = difference;
      squares += difference * difference;
      if (++at === length) at = 0;
    }
    return squares;
  }

  /** @param depth dB below its loudest at which the reference is cut off, as the noise of the line covers an echo's gaps */
  private correlation(delay: number, spread: number, depth: number): number {
    const { length, heard, shape } = this;
    let loudest = SILENT;
    for (let back = 0; back < length; back++) {
      const level = heard[delay + back]!;
      if (level > loudest) loudest = level;
    }
    const least = loudest - depth;
    let [y, yy, xy] = [0, 0, 0];
    for (let back = 0; back < length; back++) {
      const level = heard[delay + back]!;
      const cut = level > least ? level : least;
      y += cut;
      yy += cut * cut;
      xy += shape[back]! * cut;
    }
    const product = spread * (yy - (y * y) / length);
    return product < FLAT * FLAT ? -1 : xy / Math.sqrt(product);
  }
}
