import { Injectable } from '@nestjs/common';
import type { CallObserver } from '@app/core';
import { combineObservers } from './combine-observers';
import { LatencyObserver } from './latency/latency-observer';
import { CallMetrics } from './metrics/call-metrics';
import { MetricsObserver } from './metrics/metrics-observer';
import { StageMetrics } from './metrics/stage-metrics';
import { TurnMetrics } from './metrics/turn-metrics';
import { PerformanceMonitor } from './performance/performance-monitor';

/** Where calls get the observer that feeds the metrics and the service's latencies. */
@Injectable()
export class CallTelemetry {
  constructor(
    private readonly stages: StageMetrics,
    private readonly turns: TurnMetrics,
    private readonly calls: CallMetrics,
    private readonly performance: PerformanceMonitor,
  ) {}

  /** One for each call, when it begins; it counts as live until it is told `ended`. */
  observe(): CallObserver {
    return combineObservers(
      new MetricsObserver(this.stages, this.turns, this.calls),
      new LatencyObserver(this.performance),
    );
  }
}
