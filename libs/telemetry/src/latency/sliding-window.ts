import type { Millis } from '@app/core';

export interface Percentiles {
  /** How many values the percentiles rest on. */
  readonly count: number;
  readonly p50: Millis;
  readonly p95: Millis;
  readonly p99: Millis;
}

/** The last `size` values, in memory of a fixed size. Adding is one write; percentiles are sorted out when asked for. */
export class SlidingWindow {
  private readonly values: Float64Array;
  private added = 0;

  constructor(size: number) {
    this.values = new Float64Array(size);
  }

  add(value: Millis): void {
    this.values[this.added % this.values.length] = value;
    this.added++;
  }

  /** Nearest-rank percentiles; null while nothing was added. */
  percentiles(): Percentiles | null {
    const count = Math.min(this.added, this.values.length);
    if (count === 0) return null;
    const sorted = this.values.slice(0, count).sort();
    const at = (share: number): Millis => sorted[Math.ceil(share * count) - 1] ?? 0;
    return { count, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
  }
}
