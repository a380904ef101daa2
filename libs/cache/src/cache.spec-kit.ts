import { Configuration } from '@app/config';
import type { Clock } from '@app/core';
import type { RedisClients } from '@app/redis';
import { CacheSettings } from './cache-settings';
import { Caches } from './caches';
import { jsonCodec } from './codec';
import { defineNamespace } from './namespace';

/** A namespace of short texts that live for a minute. */
export const sayings = defineNamespace<{ readonly about: string; readonly language: string }>()({
  name: 'saying',
  version: 1,
  ttl: () => 60,
  entries: () => 3,
  codec: jsonCodec((json): json is string => typeof json === 'string'),
  refreshes: true,
  patienceMs: 300,
});

export const about = (topic: string): { about: string; language: string } => ({
  about: topic,
  language: 'en-US',
});

export const unobserved = {
  hit: (): void => undefined,
  miss: (): void => undefined,
  evicted: (): void => undefined,
  trouble: (): void => undefined,
};

export const openCaches = (
  clock: Clock,
  redis: RedisClients | null = null,
  environment: Readonly<Record<string, string>> = {},
): Caches =>
  new Caches({
    settings: Configuration.load([CacheSettings], environment).get(CacheSettings),
    clock,
    redis,
    observer: unobserved,
    warn: () => undefined,
  });
