import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Gauge } from 'prom-client';
import { CALLS_RESUMED, DRAIN_CALLS_CUT, DRAIN_CALLS_LEFT } from './metric-names';

/** Calls that have to go, and calls that came back. */
@Injectable()
export class DrainMetrics {
  constructor(
    @InjectMetric(DRAIN_CALLS_LEFT) private readonly left: Gauge,
    @InjectMetric(DRAIN_CALLS_CUT) private readonly cut: Counter,
    @InjectMetric(CALLS_RESUMED) private readonly resumed: Counter,
  ) {}

  callsLeft(calls: number): void {
    this.left.set(calls);
  }

  callCut(): void {
    this.cut.inc();
  }

  callResumed(): void {
    this.resumed.inc();
  }
}
