import { Inject, Injectable, ServiceUnavailableException } from '@nestjs/common';
import { HealthCheckService } from '@nestjs/terminus';
import type { HealthCheckResult, HealthCheckStatus, HealthIndicatorResult } from '@nestjs/terminus';
import { Components } from './components';
import type { Component } from './components';
import { HEALTH_SOURCES } from './health-sources';
import type { HealthSources } from './health-sources';
import { LatencyIndicator } from './latency/latency.indicator';
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
    private readonly components: Components,
    private readonly latency: LatencyIndicator,
    private readonly log: StatusLog,
    @Inject(HEALTH_SOURCES) private readonly sources: HealthSources,
  ) {}

  /** Everything there is to say. */
  async full(): Promise<FullHealth> {
    return this.check(this.components.all).then(
      result => this.complete(result),
      (error: unknown) => {
        if (!(error instanceof ServiceUnavailableException)) throw error;
        throw new ServiceUnavailableException(this.complete(error.getResponse() as HealthCheckResult));
      },
    );
  }

  /** Should new calls be sent here? Not while draining, out of memory, or while a kind of provider is down altogether. */
  ready(): Promise<HealthCheckResult> {
    return this.check(this.components.forCalls);
  }

  /**
   * Should this process go on? Asked aside of Terminus, which says no as soon as a shutdown begins: a service that
   * drains its calls is alive.
   */
  live(): HealthCheckResult {
    const details: HealthIndicatorResult = {};
    for (const component of this.components.ofProcess) Object.assign(details, this.marked(component));
    const statuses = Object.values(details).map(({ status }) => status);
    if (statuses.includes('down')) throw new ServiceUnavailableException({ status: 'error', details });
    return { status: statuses.includes('degraded') ? 'degraded' : 'ok', details };
  }

  private check(components: readonly Component[]): Promise<HealthCheckResult> {
    return this.health.check(components.map(component => () => this.marked(component)));
  }

  private marked(component: Component): HealthIndicatorResult {
    return this.log.mark(component.check());
  }

  /** What Terminus has no place for: what is neither up nor down. */
  private complete({ status, details }: HealthCheckResult): FullHealth {
    const recommendations = this.latency.recommendations();
    const breakers = this.sources.breakers?.() ?? {};
    const adaptation = this.sources.adaptation?.() ?? {};
    return { status, details: { ...details, recommendations, breakers, adaptation } };
  }
}
