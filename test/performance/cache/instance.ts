import { CacheSettings, Caches } from '@app/cache';
import { systemClock } from '@app/core';
import { RedisClients, parseRedisUrl } from '@app/redis';

const unobserved = {
  hit: (): void => undefined,
  miss: (): void => undefined,
  evicted: (): void => undefined,
  trouble: (): void => undefined,
};

export const openCaches = (redis: RedisClients | null = null): Caches =>
  new Caches({
    settings: new CacheSettings(),
    clock: systemClock,
    redis,
    observer: unobserved,
    warn: message => process.stderr.write(`${message}\n`),
  });

export async function connect(url: string): Promise<RedisClients> {
  const clients = new RedisClients({
    address: parseRedisUrl(url)!,
    commandTimeoutMs: 1000,
    prefix: 'bench:',
    clock: systemClock,
    warn: () => undefined,
  });
  await clients.settle(5000);
  return clients;
}
