import type { Millis } from '@app/core';
import { isObject } from '../server/json';

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

/** Whether a value from outside is a delay that can be drawn. */
export function isDelay(value: unknown): boolean {
  if (typeof value === 'number') return value >= 0;
  if (!isObject(value)) return false;
  switch (value['kind']) {
    case 'uniform':
      return isNumbers([value['min'], value['max']], 2);
    case 'normal':
      return isNumbers([value['mean'], value['deviation']], 2);
    case 'lognormal':
      return isNumbers([value['p50'], value['p99']], 2) && Number(value['p50']) > 0;
    case 'values':
      return Array.isArray(value['values']) && value['values'].length > 0 && isNumbers(value['values']);
    default:
      return false;
  }
}

/** Numbers from 0 on, and so many of them. */
export function isNumbers(value: unknown, count?: number): boolean {
  return (
    Array.isArray(value) &&
    (count === undefined || value.length === count) &&
    value.every(each => typeof each === 'number' && each >= 0)
  );
}
