import { Injectable, ServiceUnavailableException } from '@nestjs/common';
import { HealthCheckService } from '@nestjs/terminus';
import type { HealthCheckResult } from '@nestjs/terminus';
import { CacheIndicator } from './cache/cache.indicator';
import { DrainIndicator } from './drain/drain.indicator';
import { LatencyIndicator } from './latency/latency.indicator';
import { HeapIndicator } from './process/heap.indicator';
import { LoopLagIndicator } from './process/loop-lag.indicator';
import { ProvidersIndicator } from './providers/providers.indicator';

/** The three questions asked of a service. Each answers, or throws a 503 that holds the same details. */
@Injectable()
export class HealthReport {
  constructor(
    private readonly health: HealthCheckService,
    private readonly providers: ProvidersIndicator,
    private readonly drain: DrainIndicator,
    private readonly latency: LatencyIndicator,
    private readonly loop: LoopLagIndicator,
    private readonly heap: HeapIndicator,
    private readonly cache: CacheIndicator,
  ) {}

  /** Everything there is to say. */
  full(): Promise<HealthCheckResult> {
    return this.health.check([
      () => this.providers.check(),
      () => this.drain.check(),
      () => this.latency.check(),
      () => this.loop.check(),
      () => this.heap.check(),
      () => this.cache.check(),
    ]);
  }

  /** Should new calls be sent here? Not while draining, nor while a kind of provider is down altogether. */
  ready(): Promise<HealthCheckResult> {
    return this.health.check([() => this.providers.check(), () => this.drain.check()]);
  }

  /**
   * Should this process go on? Asked aside of Terminus, which says no as soon as a shutdown begins: a service that
   * drains its calls is alive.
   */
  live(): HealthCheckResult {
    const details = { ...this.loop.check(), ...this.heap.check() };
    const statuses = Object.values(details).map(({ status }) => status);
    if (statuses.includes('down')) throw new ServiceUnavailableException({ status: 'error', details });
    return { status: statuses.includes('degraded') ? 'degraded' : 'ok', details };
  }
}
