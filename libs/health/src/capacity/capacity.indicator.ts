import { Inject, Injectable } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import type { HealthIndicatorResult } from '@nestjs/terminus';
import { HEALTH_SOURCES } from '../health-sources';
import type { HealthSources } from '../health-sources';
import { indicate } from '../indicate';

/** How many more calls there is room for. Degraded while there is none: the next call is refused, those here go on. */
@Injectable()
export class CapacityIndicator {
  constructor(
    private readonly indicators: HealthIndicatorService,
    @Inject(HEALTH_SOURCES) private readonly sources: HealthSources,
  ) {}

  check(): HealthIndicatorResult {
    const capacities = this.sources.capacities?.();
    if (!capacities) return {};
    const full = Object.keys(capacities).filter(name => capacities[name]!.used >= capacities[name]!.limit);
    return indicate(this.indicators, 'capacity', full.length > 0 ? 'degraded' : 'up', {
      ...(full.length > 0 && { reason: `all ${full.join(' and ')} are in use` }),
      ...capacities,
    });
  }
}
