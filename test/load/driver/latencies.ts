import { build } from 'hdr-histogram-js';
import type { Histogram } from 'hdr-histogram-js';

const US_PER_MS = 1000;

/** Percentiles of latencies, in a histogram of three digits: no latency is kept by itself. */
export class Latencies {
  private readonly histogram: Histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: 600_000_000,
    numberOfSignificantValueDigits: 3,
  });

  /** @param ms below 0 counts as 0 */
  record(ms: number): void {
    this.histogram.recordValue(Math.max(0, Math.round(ms * US_PER_MS)));
  }

  get count(): number {
    return this.histogram.totalCount;
  }

  /** @param percent 0–100. @returns ms; NaN where nothing was recorded */
  at(percent: number): number {
    return this.count === 0 ? Number.NaN : this.histogram.getValueAtPercentile(percent) / US_PER_MS;
  }

  get summary(): LatencySummary {
    return {
      count: this.count,
      p50: this.at(50),
      p90: this.at(90),
      p95: this.at(95),
      p99: this.at(99),
      max: this.at(100),
    };
  }

  reset(): void {
    this.histogram.reset();
  }
}

/** ms */
export interface LatencySummary {
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}
