import type { Millis } from '@app/core';

const FIRST_MS: Millis = 250;
const LONGEST_MS: Millis = 30_000;

/**
 * How long to stay away after so many failures in a row: doubling from 250 ms to 30 s, of which a random half or more
 * is waited ("equal jitter": M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015), so that the
 * instances that failed together do not come back together.
 * @param failures 1 or more
 * @param random 0–1
 */
export function backoffMs(failures: number, random: number): Millis {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
  return whole / 2 + (random * whole) / 2;
}
