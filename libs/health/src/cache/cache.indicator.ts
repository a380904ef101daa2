import { Inject, Injectable } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import type { HealthIndicatorResult } from '@nestjs/terminus';
import { HEALTH_SOURCES } from '../health-sources';
import type { HealthSources } from '../health-sources';
import { indicate } from '../indicate';

/** What is cached, how often it was of use, and whether Redis is there for it. A service without Redis is slower, not ill. */
@Injectable()
export class CacheIndicator {
  constructor(
    private readonly indicators: HealthIndicatorService,
    @Inject(HEALTH_SOURCES) private readonly sources: HealthSources,
  ) {}

  check(): HealthIndicatorResult {
    const stats = this.sources.cacheStats?.();
    return stats ? indicate(this.indicators, 'cacheStats', 'up', { ...stats }) : {};
  }
}
