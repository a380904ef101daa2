import { Logger, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { systemClock } from '@app/core';
import { REDIS } from '@app/redis';
import type { RedisClients } from '@app/redis';
import { CacheMetrics, CacheSizes, LogLevel } from '@app/telemetry';
import { CacheSettings } from './cache-settings';
import { Caches } from './caches';
import { LoggedObserver } from './logged-observer';
import { namespaces } from './namespaces';

/** The caches of the instance, for whoever injects `Caches`. Needs the modules of configuration, Redis and telemetry. */
@Module({})
export class CacheModule {
  static forRoot(): DynamicModule {
    return {
      module: CacheModule,
      global: true,
      providers: [
        {
          provide: Caches,
          inject: [CacheSettings, REDIS, CacheMetrics, CacheSizes, LogLevel],
          useFactory: makeCaches,
        },
      ],
      exports: [Caches],
    };
  }
}

function makeCaches(
  settings: CacheSettings,
  redis: RedisClients | null,
  metrics: CacheMetrics,
  sizes: CacheSizes,
  level: LogLevel,
): Caches {
  const log = new Logger('Cache');
  const warn = (message: string): void => log.warn(message);
  const observer = new LoggedObserver(metrics, level);
  const caches = new Caches({ settings, clock: systemClock, redis, observer, warn });
  for (const namespace of Object.values(namespaces)) caches.open(namespace);
  sizes.readFrom(() => caches.stats().namespaces);
  return caches;
}
