import { build } from 'hdr-histogram-js';
import type { Histogram } from 'hdr-histogram-js';

const US_PER_MS = 1000;

const histogram = (): Histogram =>
  build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: 600_000_000,
    numberOfSignificantValueDigits: 3,
  });

/** Percentiles of latencies, in a histogram of three digits: no latency is kept by itself. */
export class Latencies {
  private readonly histogram = histogram();
  /** Since they were last taken. */
  private readonly newest = histogram();

  /** @param ms below 0 counts as 0 */
  record(ms: number): void {
    const us = Math.max(0, Math.round(ms * US_PER_MS));
    this.histogram.recordValue(us);
    this.newest.recordValue(us);
  }

  get count(): number {
    return this.histogram.totalCount;
  }

  /** @param percent 0–100. @returns ms; NaN where nothing was recorded */
  at(percent: number): number {
    return valueAt(this.histogram, percent);
  }

  get summary(): LatencySummary {
    return summaryOf(this.histogram);
  }

  /** Of those that were recorded since this was last asked. */
  takeNewest(): LatencySummary {
    const summary = summaryOf(this.newest);
    this.newest.reset();
    return summary;
  }

  reset(): void {
    this.histogram.reset();
    this.newest.reset();
  }
}

const valueAt = (recorded: Histogram, percent: number): number =>
  recorded.totalCount === 0 ? Number.NaN : recorded.getValueAtPercentile(percent) / US_PER_MS;

const summaryOf = (recorded: Histogram): LatencySummary => ({
  count: recorded.totalCount,
  p50: valueAt(recorded, 50),
  p90: valueAt(recorded, 90),
  p95: valueAt(recorded, 95),
  p99: valueAt(recorded, 99),
  max: valueAt(recorded, 100),
});

/** ms */
export interface LatencySummary {
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}
