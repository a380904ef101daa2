import { Module } from '@nestjs/common';
import type {
  DynamicModule,
  FactoryProvider,
  ModuleMetadata,
  OnApplicationShutdown,
  Type,
} from '@nestjs/common';
import { PrometheusModule } from '@willsoto/nestjs-prometheus';
import { register } from 'prom-client';
import { systemClock } from '@app/core';
import { CallTelemetry } from './call-telemetry';
import { PerformanceMonitor } from './performance/performance-monitor';
import { ProviderLatencies } from './performance/provider-latencies';
import { Faults } from './faults/faults';
import { CallBindings } from './logging/call-bindings';
import { AskMetrics } from './metrics/ask-metrics';
import { CacheMetrics, CacheSizes } from './metrics/cache-metrics';
import { CallMetrics } from './metrics/call-metrics';
import { DoorMetrics } from './metrics/door-metrics';
import { DrainMetrics } from './metrics/drain-metrics';
import { GuardMetrics } from './metrics/guard-metrics';
import { Exemplars } from './metrics/exemplars';
import * as metricNames from './metrics/metric-names';
import { metricProviders } from './metrics/metric-providers';
import { ServiceGauges } from './metrics/service-gauges';
import { StageMetrics } from './metrics/stage-metrics';
import { TrafficCounts } from './metrics/traffic-counts';
import { TurnMetrics } from './metrics/turn-metrics';
import { optionalProviders, optionalTokens } from './optional-providers';
import { TELEMETRY_OPTIONS } from './telemetry-options';
import type { TelemetryOptions } from './telemetry-options';

export interface TelemetryModuleOptions
  extends Pick<ModuleMetadata, 'imports'>, Pick<FactoryProvider<TelemetryOptions>, 'inject' | 'useFactory'> {
  /** A controller derived from PrometheusController, to put a guard before /metrics. */
  readonly metricsController?: Type<unknown>;
}

const SERVICES = [
  AskMetrics,
  Exemplars,
  Faults,
  CallBindings,
  CacheMetrics,
  CacheSizes,
  DrainMetrics,
  ServiceGauges,
  TrafficCounts,
  GuardMetrics,
  StageMetrics,
  TurnMetrics,
  CallMetrics,
  DoorMetrics,
  CallTelemetry,
];

/** Metrics of calls, of the process and of Node, served at /metrics; and the latencies of the last turns. */
@Module({})
export class TelemetryModule implements OnApplicationShutdown {
  static forRootAsync(options: TelemetryModuleOptions): DynamicModule {
    const { imports = [], inject = [], useFactory, metricsController } = options;
    return {
      module: TelemetryModule,
      global: true,
      imports: [
        ...imports,
        PrometheusModule.register({
          defaultMetrics: { enabled: !hasDefaultMetrics() },
          ...(metricsController && { controller: metricsController }),
        }),
      ],
      providers: [
        { provide: TELEMETRY_OPTIONS, inject, useFactory },
        { provide: PerformanceMonitor, useFactory: () => new PerformanceMonitor(systemClock) },
        { provide: ProviderLatencies, useFactory: () => new ProviderLatencies(systemClock) },
        ...optionalProviders,
        ...metricProviders,
        ...SERVICES,
      ],
      exports: [...SERVICES, ...optionalTokens, PerformanceMonitor, ProviderLatencies],
    };
  }

  /** The registry is the process's and outlives this application; the next one (in tests) begins at zero. */
  onApplicationShutdown(): void {
    for (const name of Object.values(metricNames)) register.removeSingleMetric(name);
  }
}

/** Node's own metrics stay: they belong to the process and cannot be registered twice. */
const hasDefaultMetrics = (): boolean => register.getSingleMetric('process_cpu_seconds_total') !== undefined;
