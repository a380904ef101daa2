import { CacheSettings, Caches } from '@app/cache';
import type { CacheTrouble } from '@app/cache';
import { Configuration } from '@app/config';
import { systemClock } from '@app/core';
import { RedisClients, parseRedisUrl } from '@app/redis';

/** One instance of the service, as far as caching goes. */
export class Instance {
  readonly troubles: CacheTrouble[] = [];
  readonly redis: RedisClients;
  readonly caches: Caches;

  constructor(url: string, environment: Readonly<Record<string, string>> = {}) {
    this.redis = new RedisClients({
      address: parseRedisUrl(url)!,
      commandTimeoutMs: 500,
      prefix: 'test:',
      clock: systemClock,
      warn: () => undefined,
    });
    this.caches = new Caches({
      settings: Configuration.load([CacheSettings], environment).get(CacheSettings),
      clock: systemClock,
      redis: this.redis,
      observer: {
        hit: () => undefined,
        miss: () => undefined,
        evicted: () => undefined,
        trouble: what => this.troubles.push(what),
      },
      warn: () => undefined,
    });
  }

  static async start(url: string, environment?: Readonly<Record<string, string>>): Promise<Instance> {
    const instance = new Instance(url, environment);
    await instance.redis.settle(5000);
    return instance;
  }

  close(): Promise<void> {
    return this.redis.close();
  }
}

/** Every promise that nobody listened to while it failed, from now on. */
export function watchRejections(): { readonly seen: unknown[]; stop(): void } {
  const seen: unknown[] = [];
  const note = (reason: unknown): void => void seen.push(reason);
  process.on('unhandledRejection', note);
  return { seen, stop: () => process.off('unhandledRejection', note) };
}

export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise(resolve => setTimeout(resolve, 5));
}
