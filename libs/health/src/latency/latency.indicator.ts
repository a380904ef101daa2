import { Injectable } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import type { HealthIndicatorResult } from '@nestjs/terminus';
import { LatencyTargets } from '@app/config';
import { StageLatencies, TOTAL_PIPELINE } from '@app/telemetry';
import { indicate } from '../indicate';

/** So few turns say nothing: the first ones warm the engines up. */
const MIN_TURNS = 20;

/** The latencies of the last turns, by stage; degraded while the P95 from endpoint to first audio is over its target. */
@Injectable()
export class LatencyIndicator {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly latencies: StageLatencies,
    private readonly targets: LatencyTargets,
  ) {}

  check(): HealthIndicatorResult {
    const total = this.latencies.of(TOTAL_PIPELINE);
    const slow = total !== null && total.count >= MIN_TURNS && total.p95 > this.targets.totalPipeline;
    const status = slow ? 'degraded' : 'up';
    const data = { targetMs: this.targets.totalPipeline, stages: this.latencies.snapshot() };
    return indicate(this.indicators, 'latency', status, data);
  }
}
