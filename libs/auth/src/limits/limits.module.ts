import { Logger, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import type { ThrottlerStorage } from '@nestjs/throttler';
import { systemClock } from '@app/core';
import { REDIS } from '@app/redis';
import type { RedisClients } from '@app/redis';
import { HttpThrottlerGuard } from './http-throttler.guard';
import { LimitSettings } from './limit-settings';
import { LocalWindows } from './local-windows';
import { RateLimiter, WINDOW_MS } from './rate-limiter';
import { RedisWindows } from './redis-windows';
import { SharedWindows } from './shared-windows';

/** Needs LimitSettings among the fragments of the ConfigurationModule; counts are shared where there is a RedisModule. */
@Module({})
export class LimitsModule {
  static forRoot(): DynamicModule {
    return {
      module: LimitsModule,
      global: true,
      imports: [
        ThrottlerModule.forRootAsync({
          inject: [RateLimiter],
          useFactory: (limiter: RateLimiter) => ({
            errorMessage: 'too many requests',
            storage: limiter.storage,
            throttlers: [{ ttl: WINDOW_MS, limit: () => limiter.limitOf('http_ip') }],
          }),
        }),
      ],
      providers: [
        { provide: APP_GUARD, useClass: HttpThrottlerGuard },
        {
          provide: RateLimiter,
          inject: [LimitSettings, { token: REDIS, optional: true }],
          useFactory: (settings: LimitSettings, redis?: RedisClients | null) =>
            new RateLimiter(settings, storageOver(redis ?? null)),
        },
      ],
      exports: [RateLimiter],
    };
  }
}

function storageOver(redis: RedisClients | null): ThrottlerStorage {
  const local = new LocalWindows(systemClock);
  if (redis === null) return local;
  const log = new Logger('RateLimits');
  return new SharedWindows(new RedisWindows(redis), local, systemClock, message => log.warn(message));
}
