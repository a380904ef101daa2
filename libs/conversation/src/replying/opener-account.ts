import type { Millis } from '@app/core';

/** An opener that was followed by the reply sooner than this was not needed: the silence would have been short. */
const NEEDED_MS: Millis = 400;
/** Outcomes lose half their weight after this many more. */
const HALF_LIFE = 50;

/** Whether openers bridge silences that are worth it, over all calls of the instance. */
export class OpenerAccount {
  private needed = 0;
  private needless = 0;

  /** The reply's first sound was ready so long after the opener began. */
  followedAfter(ms: Millis): void {
    const keep = 0.5 ** (1 / HALF_LIFE);
    this.needed = this.needed * keep + (ms >= NEEDED_MS ? 1 : 0);
    this.needless = this.needless * keep + (ms >= NEEDED_MS ? 0 : 1);
  }

  /** Openers that count, weighted by age. */
  get count(): number {
    return this.needed + this.needless;
  }

  /** Share that was not needed, 0–1. */
  get needlessRatio(): number {
    return this.count === 0 ? 0 : this.needless / this.count;
  }
}
