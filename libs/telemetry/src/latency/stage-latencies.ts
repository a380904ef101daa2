import type { Millis } from '@app/core';
import { SlidingWindow } from './sliding-window';
import type { Percentiles } from './sliding-window';

const MAX_STAGES = 32;

/** The latencies of the last turns, by stage: what /health and /connections tell. */
export class StageLatencies {
  static readonly WINDOW = 512;

  private readonly windows = new Map<string, SlidingWindow>();

  /** @param size how many of the last values count, per stage. */
  constructor(private readonly size = StageLatencies.WINDOW) {}

  record(stage: string, ms: Millis): void {
    const window = this.windows.get(stage) ?? this.open(stage);
    window?.add(ms);
  }

  of(stage: string): Percentiles | null {
    return this.windows.get(stage)?.percentiles() ?? null;
  }

  /** By stage, in order of first sight; milliseconds rounded to a tenth. */
  snapshot(): Readonly<Record<string, Percentiles>> {
    const snapshot: Record<string, Percentiles> = {};
    for (const [stage, window] of this.windows) {
      const percentiles = window.percentiles();
      if (percentiles) snapshot[stage] = rounded(percentiles);
    }
    return snapshot;
  }

  /** Null when there are so many stages that their names cannot be stages' names. */
  private open(stage: string): SlidingWindow | null {
    if (this.windows.size >= MAX_STAGES) return null;
    const window = new SlidingWindow(this.size);
    this.windows.set(stage, window);
    return window;
  }
}

const tenth = (ms: Millis): Millis => Math.round(ms * 10) / 10;

const rounded = ({ count, p50, p95, p99 }: Percentiles): Percentiles => ({
  count,
  p50: tenth(p50),
  p95: tenth(p95),
  p99: tenth(p99),
});
