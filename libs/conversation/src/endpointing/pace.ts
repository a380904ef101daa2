import type { Millis } from '@app/core';

/** A pause longer than this is an absence: it says nothing of how somebody speaks. */
const LONGEST: Millis = 2500;

/** Being cut off is worse than being waited for: a slow caller is believed at once, a fast one only by and by. */
const SLOWER = 1 / 3;
const FASTER = 1 / 8;
const DEVIATION = 1 / 4;

/** Even the most regular caller varies by this much. */
const LEAST_DEVIATION: Millis = 60;

/**
 * How long a caller pauses without having finished: an exponentially weighted mean and mean deviation of their pauses,
 * as TCP estimates a round trip (Jacobson 1988; RFC 6298), of which two deviations more than the mean are rarely exceeded.
 * One pause out of line moves it by a part of three deviations at most.
 */
export class Pace {
  private mean: Millis;
  private deviation: Millis;

  /** @param silenceMs what a caller is given of whom nothing is known */
  constructor(silenceMs: Millis) {
    this.mean = silenceMs * 0.6;
    this.deviation = silenceMs * 0.2;
  }

  learn(pauseMs: Millis): void {
    if (!(pauseMs > 0 && pauseMs <= LONGEST)) return;
    const reach = 3 * this.spread;
    const error = Math.max(-reach, Math.min(reach, pauseMs - this.mean));
    this.mean += error * (error > 0 ? SLOWER : FASTER);
    this.deviation += (Math.abs(error) - this.deviation) * DEVIATION;
  }

  /** A silence few of the caller's pauses reach. */
  get silenceMs(): Millis {
    return this.mean + 2 * this.spread;
  }

  private get spread(): Millis {
    return Math.max(LEAST_DEVIATION, this.deviation);
  }
}
