import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import type { HealthIndicatorResult } from '@nestjs/terminus';
import { LoopLag } from './loop-lag';
import { indicate } from '../indicate';

/** Five frames: beyond it, callers hear gaps. */
const DEGRADED_MS = 100;

/** Degraded while the loop is so late that it can be heard. Never down: killing the process would end its calls. */
@Injectable()
export class LoopLagIndicator implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly lag: LoopLag,
  ) {}

  onApplicationBootstrap(): void {
    this.lag.start();
  }

  onApplicationShutdown(): void {
    this.lag.stop();
  }

  check(): HealthIndicatorResult {
    const lag = this.lag.read();
    const late = lag.p99Ms > DEGRADED_MS;
    return indicate(this.indicators, 'event_loop', late ? 'degraded' : 'up', {
      ...(late && { reason: `one timer in a hundred is ${lag.p99Ms} ms late: callers hear gaps` }),
      ...lag,
    });
  }
}
