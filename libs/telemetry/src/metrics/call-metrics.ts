import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Gauge, Histogram } from 'prom-client';
import type { EndReason, Millis } from '@app/core';
import { endReasons } from '@app/core';
import { CALLS, CALLS_ACTIVE, CALL_DURATION } from './metric-names';

/** How many calls there are, how long they were and why they ended. */
@Injectable()
export class CallMetrics {
  constructor(
    @InjectMetric(CALLS_ACTIVE) private readonly active: Gauge,
    @InjectMetric(CALLS) private readonly calls: Counter<'end_reason'>,
    @InjectMetric(CALL_DURATION) private readonly durations: Histogram,
  ) {
    for (const reason of endReasons) calls.inc({ end_reason: reason }, 0);
  }

  started(): void {
    this.active.inc();
  }

  ended(reason: EndReason, durationMs: Millis): void {
    this.active.dec();
    this.calls.inc({ end_reason: reason });
    this.durations.observe(durationMs / 1000);
  }
}
