import { Inject, Injectable, ServiceUnavailableException } from '@nestjs/common';
import { HealthCheckService } from '@nestjs/terminus';
import type { HealthCheckResult, HealthCheckStatus } from '@nestjs/terminus';
import { CacheIndicator } from './cache/cache.indicator';
import { CapacityIndicator } from './capacity/capacity.indicator';
import { DiskIndicator } from './disk/disk.indicator';
import { DrainIndicator } from './drain/drain.indicator';
import { HEALTH_SOURCES } from './health-sources';
import type { HealthSources } from './health-sources';
import { LatencyIndicator } from './latency/latency.indicator';
import { HeapIndicator } from './process/heap.indicator';
import { LoopLagIndicator } from './process/loop-lag.indicator';
import { ProvidersIndicator } from './providers/providers.indicator';
import { RedisIndicator } from './redis/redis.indicator';
import { StatusLog } from './since/status-log';

/** Components by name, each with its status, since when, and why; and beside them what has no status. */
export interface FullHealth {
  readonly status: HealthCheckStatus;
  readonly details: Readonly<Record<string, unknown>>;
}

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
    private readonly capacity: CapacityIndicator,
    private readonly redis: RedisIndicator,
    private readonly disk: DiskIndicator,
    private readonly log: StatusLog,
    @Inject(HEALTH_SOURCES) private readonly sources: HealthSources,
  ) {}

  /** Everything there is to say. */
  async full(): Promise<FullHealth> {
    const parts = [
      this.providers,
      this.drain,
      this.latency,
      this.loop,
      this.heap,
      this.cache,
      this.capacity,
      this.redis,
      this.disk,
    ];
    const checked = this.health.check(parts.map(part => () => part.check()));
    return checked.then(
      result => this.complete(result),
      (error: unknown) => {
        if (!(error instanceof ServiceUnavailableException)) throw error;
        throw new ServiceUnavailableException(this.complete(error.getResponse() as HealthCheckResult));
      },
    );
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

  /** What Terminus has no place for: since when, and what is neither up nor down. */
  private complete({ status, details }: HealthCheckResult): FullHealth {
    const recommendations = this.latency.recommendations();
    const breakers = this.sources.breakers?.() ?? {};
    const adaptation = this.sources.adaptation?.() ?? {};
    return { status, details: { ...this.log.mark(details), recommendations, breakers, adaptation } };
  }
}
