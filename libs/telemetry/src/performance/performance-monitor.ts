import type { Clock, LatencySource, Millis } from '@app/core';
import type { Percentiles } from '../latency/sliding-window';
import type { LatencySink } from '../latency/latency-observer';
import { SlidingSketch } from './sliding-sketch';
import { trendOf } from './trend';
import type { Trend } from './trend';

/** Six slices of fifty seconds: the last five minutes. */
const SLICE_MS: Millis = 50_000;
const SLICES = 6;

/** More stages than a service can have: their names cannot be stages' names. */
const MAX_STAGES = 32;

/** The latencies of the last five minutes, by stage: what /health tells, and what adapts itself to them asks. */
export class PerformanceMonitor implements LatencySource, LatencySink {
  private readonly stages = new Map<string, SlidingSketch>();

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  record(stage: string, ms: Millis): void {
    (this.stages.get(stage) ?? this.open(stage))?.add(ms);
  }

  quantile(stage: string, q: number): Millis | null {
    return this.stages.get(stage)?.summary().quantile(q) ?? null;
  }

  count(stage: string): number {
    return this.stages.get(stage)?.count ?? 0;
  }

  /** ms, rounded to a tenth; null while nothing was measured. */
  of(stage: string): Percentiles | null {
    const summary = this.stages.get(stage)?.summary();
    if (!summary || summary.count === 0) return null;
    const at = (q: number): Millis => tenth(summary.quantile(q) ?? 0);
    return { count: summary.count, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
  }

  /** How the last slices compare with those before them; null where there are too few values to say. */
  trend(stage: string): Trend | null {
    const sketch = this.stages.get(stage);
    return sketch ? trendOf(sketch.summary(0, 1), sketch.summary(2)) : null;
  }

  /** By stage, in order of first sight. */
  snapshot(): Readonly<Record<string, Percentiles>> {
    const snapshot: Record<string, Percentiles> = {};
    for (const stage of this.stages.keys()) {
      const percentiles = this.of(stage);
      if (percentiles) snapshot[stage] = percentiles;
    }
    return snapshot;
  }

  private open(stage: string): SlidingSketch | null {
    if (this.stages.size >= MAX_STAGES) return null;
    const sketch = new SlidingSketch(this.clock, SLICE_MS, SLICES);
    this.stages.set(stage, sketch);
    return sketch;
  }
}

const tenth = (ms: Millis): Millis => Math.round(ms * 10) / 10;
