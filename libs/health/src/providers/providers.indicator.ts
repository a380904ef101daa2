import { Inject, Injectable } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import type { HealthIndicatorResult } from '@nestjs/terminus';
import { healthOfChain } from '@app/resilience';
import type { ProviderReport, ReportingChain } from '@app/resilience';
import { ProviderLatencies } from '@app/telemetry';
import { HEALTH_SOURCES } from '../health-sources';
import type { HealthSources } from '../health-sources';
import { indicate } from '../indicate';
import { StatusLog } from '../since/status-log';

type Kind = ReportingChain['kind'];

/** One key for each kind of provider: `stt`, `ai`, `tts`. */
@Injectable()
export class ProvidersIndicator {
  constructor(
    private readonly indicators: HealthIndicatorService,
    @Inject(HEALTH_SOURCES) private readonly sources: HealthSources,
    private readonly log: StatusLog,
    private readonly latencies: ProviderLatencies,
  ) {}

  check(): HealthIndicatorResult {
    const result: HealthIndicatorResult = {};
    for (const chain of this.sources.chains) {
      const { status, providers, ...reason } = healthOfChain(chain);
      const reports = Object.entries(providers).map(([name, report]) => [
        name,
        this.detailed(chain.kind, name, report),
      ]);
      const data = { ...reason, providers: Object.fromEntries(reports) as object };
      Object.assign(result, indicate(this.indicators, chain.kind, status, data));
    }
    return result;
  }

  /** With since when it is as it is, and how long it takes to its first word or sound, ms; null: it was not asked lately. */
  private detailed(kind: Kind, name: string, report: ProviderReport): object {
    const since = this.log.sinceWhen(`${kind}:${name}`, report.status);
    return { ...report, since, firstItemMs: this.latencies.of(kind, name) };
  }
}
