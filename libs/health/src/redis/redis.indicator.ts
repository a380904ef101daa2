import { Inject, Injectable } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import type { HealthIndicatorResult } from '@nestjs/terminus';
import { HEALTH_SOURCES } from '../health-sources';
import type { HealthSources } from '../health-sources';
import { indicate } from '../indicate';

/** Degraded while Redis is away, never down: calls are served without it, each instance by itself. */
@Injectable()
export class RedisIndicator {
  constructor(
    private readonly indicators: HealthIndicatorService,
    @Inject(HEALTH_SOURCES) private readonly sources: HealthSources,
  ) {}

  check(): HealthIndicatorResult {
    const redis = this.sources.redis?.();
    if (!redis) return {};
    const since = new Date(redis.since).toISOString();
    if (redis.status === 'up') return indicate(this.indicators, 'redis', 'up', { since });
    return indicate(this.indicators, 'redis', 'degraded', { reason: 'Redis does not answer', since });
  }
}
