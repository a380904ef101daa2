import type { Millis } from '@app/core';

/** A pause longer than this is an absence: it says nothing of how somebody speaks. */
const LONGEST: Millis = 2500;

/** Being cut off is worse than being waited for: a slow caller is believed at once, a fast one only by and by. */
const SLOWER = 1 / 3;
const FASTER = 1 / 8;
const SPREAD = 1 / 4;

/** Even the most regular caller varies by this much. */
const LEAST_SPREAD: Millis = 60;

/**
 * How long a caller pauses without having finished: an exponentially weighted mean of their pauses, and of how far they go
 * beyond it; the way TCP estimates a round trip (Jacobson 1988, RFC 6298), but that a short pause never asks for a longer wait.
 * No pause moves it by more than three spreads allow, however far out of line.
 */
export class Pace {
  private mean: Millis;
  private spread: Millis;

  /** @param silenceMs what a caller is given of whom nothing is known */
  constructor(silenceMs: Millis) {
    this.mean = silenceMs * 0.6;
    this.spread = silenceMs * 0.2;
  }

  learn(pauseMs: Millis): void {
    if (!(pauseMs > 0 && pauseMs <= LONGEST)) return;
    const reach = 3 * Math.max(LEAST_SPREAD, this.spread);
    const beyond = Math.max(-reach, Math.min(reach, pauseMs - this.mean));
    this.mean += beyond * (beyond > 0 ? SLOWER : FASTER);
    this.spread += (Math.max(0, beyond) - this.spread) * SPREAD;
  }

  /** A silence few of the caller's pauses reach. */
  get silenceMs(): Millis {
    return this.mean + 2 * Math.max(LEAST_SPREAD, this.spread);
  }
}
