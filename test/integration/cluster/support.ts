import { RedisClients, parseRedisUrl } from '@app/redis';
import { systemClock } from '@app/core';

/** Connections to a Redis of the test's own. */
export async function connectTo(url: string): Promise<RedisClients> {
  const clients = new RedisClients({
    address: parseRedisUrl(url)!,
    commandTimeoutMs: 1000,
    prefix: 'test:',
    clock: systemClock,
    warn: () => undefined,
  });
  await clients.settle(5000);
  return clients;
}

export const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));
