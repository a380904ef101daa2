import { Inject, Injectable } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import type { HealthIndicatorResult } from '@nestjs/terminus';
import { HEALTH_SOURCES } from '../health-sources';
import type { HealthSources } from '../health-sources';
import { healthOfChain } from './chain-health';
import { indicate } from '../indicate';

/** One key for each kind of provider: `stt`, `ai`, `tts`. */
@Injectable()
export class ProvidersIndicator {
  constructor(
    private readonly indicators: HealthIndicatorService,
    @Inject(HEALTH_SOURCES) private readonly sources: HealthSources,
  ) {}

  check(): HealthIndicatorResult {
    const result: HealthIndicatorResult = {};
    for (const chain of this.sources.chains) {
      const { status, reason, providers } = healthOfChain(chain);
      const data = { ...(reason !== null && { reason }), providers };
      Object.assign(result, indicate(this.indicators, chain.kind, status, data));
    }
    return result;
  }
}
