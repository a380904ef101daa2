import { Module } from '@nestjs/common';
import type { DynamicModule, FactoryProvider, ModuleMetadata } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { systemClock } from '@app/core';
import { CacheIndicator } from './cache/cache.indicator';
import { CapacityIndicator } from './capacity/capacity.indicator';
import { Components } from './components';
import { DiskIndicator } from './disk/disk.indicator';
import { DrainState } from './drain/drain-state';
import { DrainIndicator } from './drain/drain.indicator';
import { HealthReport } from './health-report';
import { HEALTH_SOURCES } from './health-sources';
import type { HealthSources } from './health-sources';
import { LatencyIndicator } from './latency/latency.indicator';
import { Heap } from './process/heap';
import { HeapIndicator } from './process/heap.indicator';
import { LoopLag } from './process/loop-lag';
import { LoopLagIndicator } from './process/loop-lag.indicator';
import { ProvidersIndicator } from './providers/providers.indicator';
import { RedisIndicator } from './redis/redis.indicator';
import { StatusLog } from './since/status-log';
import { StatusWatch } from './since/status-watch';

export interface HealthModuleOptions
  extends Pick<ModuleMetadata, 'imports'>, Pick<FactoryProvider<HealthSources>, 'inject' | 'useFactory'> {}

const SERVICES = [
  CacheIndicator,
  CapacityIndicator,
  Components,
  DiskIndicator,
  DrainState,
  DrainIndicator,
  Heap,
  HeapIndicator,
  LatencyIndicator,
  LoopLagIndicator,
  ProvidersIndicator,
  RedisIndicator,
  HealthReport,
];

/** Needs LatencyTargets of the ConfigurationModule, PerformanceMonitor and ProviderLatencies of the TelemetryModule. */
@Module({})
export class HealthModule {
  static forRootAsync(options: HealthModuleOptions): DynamicModule {
    const { imports = [], inject = [], useFactory } = options;
    return {
      module: HealthModule,
      global: true,
      imports: [...imports, TerminusModule.forRoot({ logger: false })],
      providers: [
        { provide: HEALTH_SOURCES, inject, useFactory },
        { provide: LoopLag, useFactory: () => new LoopLag(systemClock) },
        { provide: StatusLog, useFactory: () => new StatusLog(systemClock) },
        {
          provide: StatusWatch,
          inject: [Components, StatusLog],
          useFactory: ({ all }: Components, log: StatusLog) => new StatusWatch(systemClock, all, log),
        },
        ...SERVICES,
      ],
      exports: [...SERVICES, LoopLag, StatusLog],
    };
  }
}
