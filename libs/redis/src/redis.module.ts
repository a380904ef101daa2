import { Global, Inject, Logger, Module } from '@nestjs/common';
import type { DynamicModule, OnApplicationShutdown } from '@nestjs/common';
import { systemClock } from '@app/core';
import { parseRedisUrl } from './redis-address';
import { RedisClients } from './redis-clients';
import { RedisSettings } from './redis-settings';

/** Injects `RedisClients | null`: null where no Redis is configured. */
export const REDIS = Symbol('Redis');

/** A start does not wait longer for Redis than this. */
const SETTLE_MS = 1000;

/** The connections of this instance, or none, for whoever asks for `REDIS`. */
@Global()
@Module({})
export class RedisModule implements OnApplicationShutdown {
  static forRoot(): DynamicModule {
    return {
      module: RedisModule,
      providers: [{ provide: REDIS, inject: [RedisSettings], useFactory: connect }],
      exports: [REDIS],
    };
  }

  constructor(@Inject(REDIS) private readonly clients: RedisClients | null) {}

  async onApplicationShutdown(): Promise<void> {
    await this.clients?.close();
  }
}

async function connect({ url, commandTimeoutMs, prefix }: RedisSettings): Promise<RedisClients | null> {
  const address = url === '' ? null : parseRedisUrl(url);
  if (!address) return null;
  const log = new Logger('Redis');
  const warn = (message: string): void => log.warn(message);
  const clients = new RedisClients({ address, commandTimeoutMs, prefix, clock: systemClock, warn });
  await clients.settle(SETTLE_MS);
  return clients;
}
