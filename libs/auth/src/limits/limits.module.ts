import { Logger, Module } from '@nestjs/common';
import type { DynamicModule, InjectionToken } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import type { ThrottlerStorage } from '@nestjs/throttler';
import { systemClock } from '@app/core';
import { HttpThrottlerGuard } from './http-throttler.guard';
import { LimitSettings } from './limit-settings';
import { LocalWindows } from './local-windows';
import { RateLimiter, WINDOW_MS } from './rate-limiter';
import { SharedWindows } from './shared-windows';

/** Where the counts are that all instances share; a factory may give null: there are none. */
export interface SharedCounts {
  readonly inject: InjectionToken[];
  readonly useFactory: (...parts: never[]) => ThrottlerStorage | null;
}

/** Needs LimitSettings among the fragments of the ConfigurationModule. */
@Module({})
export class LimitsModule {
  static forRoot(shared: SharedCounts = { inject: [], useFactory: () => null }): DynamicModule {
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
          inject: [LimitSettings, ...shared.inject],
          useFactory: (settings: LimitSettings, ...parts: never[]) =>
            new RateLimiter(settings, storageOf(shared.useFactory(...parts))),
        },
      ],
      exports: [RateLimiter],
    };
  }
}

function storageOf(shared: ThrottlerStorage | null): ThrottlerStorage {
  const local = new LocalWindows(systemClock);
  if (shared === null) return local;
  const log = new Logger('RateLimits');
  return new SharedWindows(shared, local, systemClock, message => log.warn(message));
}
