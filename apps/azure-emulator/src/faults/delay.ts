import type { Millis } from '@app/core';

/** A fixed time, or a distribution to draw from; all in milliseconds. */
export type Delay =
  | Millis
  | { readonly kind: 'uniform'; readonly min: Millis; readonly max: Millis }
  | { readonly kind: 'normal'; readonly mean: Millis; readonly deviation: Millis }
  /** Given by its median and its 99th percentile, as latencies are told. */
  | { readonly kind: 'lognormal'; readonly p50: Millis; readonly p99: Millis }
  | { readonly kind: 'values'; readonly values: readonly Millis[] };

/** The 99th percentile of the standard normal distribution. */
const Z99 = 2.326;

/**
 * Draws a delay, never negative.
 * @param random gives numbers in 0–1
 */
export function draw(delay: Delay, random: () => number): Millis {
  if (typeof delay === 'number') return Math.max(0, delay);
  switch (delay.kind) {
    case 'uniform':
      return delay.min + (delay.max - delay.min) * random();
    case 'normal':
      return Math.max(0, delay.mean + delay.deviation * standardNormal(random));
    case 'lognormal':
      return delay.p50 * Math.exp((Math.log(delay.p99 / delay.p50) / Z99) * standardNormal(random));
    case 'values':
      return delay.values[Math.floor(random() * delay.values.length)] ?? 0;
  }
}

/** Box and Muller's method. */
function standardNormal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
