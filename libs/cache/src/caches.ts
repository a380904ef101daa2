import type { Clock } from '@app/core';
import { Breaker } from '@app/resilience';
import type { RedisClients, RedisHealth } from '@app/redis';
import { Cache } from './cache';
import type { CacheObserver } from './cache-observer';
import type { CacheSettings } from './cache-settings';
import { CountingObserver } from './counting-observer';
import type { CacheCounts } from './counting-observer';
import { BytesSharedLevel } from './levels/bytes-shared-level';
import { ByteBudget } from './levels/byte-budget';
import { JsonSharedLevel, weigh } from './levels/json-shared-level';
import { MemoryLevel } from './levels/memory-level';
import { SharedGuard } from './levels/shared-guard';
import { SharedLock } from './levels/shared-lock';
import type { SharedSide } from './levels/shared-side';
import type { Namespace, Recipe } from './namespace';

export interface CachesParts {
  readonly settings: CacheSettings;
  readonly clock: Clock;
  /** null: this instance is alone. */
  readonly redis: RedisClients | null;
  readonly observer: CacheObserver;
  /** For what an operator should know. */
  readonly warn: (message: string) => void;
}

export interface NamespaceStats extends CacheCounts {
  /** In memory. */
  readonly entries: number;
  readonly bytes: number;
}

/** Beside what is listed here, whoever works for the caches tells how far it has got. */
export interface CacheStats {
  readonly [name: string]: unknown;
  readonly enabled: boolean;
  /** In memory, all namespaces together. */
  readonly bytes: number;
  readonly maxBytes: number;
  /** `none`: only memory is used, because no Redis is configured. */
  readonly redis: 'none' | (RedisHealth & { readonly used: boolean });
  readonly namespaces: Readonly<Record<string, NamespaceStats>>;
}

/** Redis is left alone for so long once it failed so often in a row. */
const REDIS_BREAKER = { failureThreshold: 5, resetMs: 2000 };

/** All caches of an instance: they share what memory there is, and one judgement of Redis. */
export class Caches {
  private readonly opened = new Map<
    string,
    { readonly cache: unknown; readonly memory: MemoryLevel<unknown> }
  >();
  private readonly budget: ByteBudget;
  private readonly counts: CountingObserver;
  private readonly guard: SharedGuard;
  private readonly breaker: Breaker;
  private readonly lock: SharedLock | null;
  private told: () => object = () => ({});

  constructor(private readonly parts: CachesParts) {
    const { settings, clock, redis, observer, warn } = parts;
    this.budget = new ByteBudget(settings.maxBytes);
    this.counts = new CountingObserver(observer);
    this.breaker = new Breaker('cache:redis', REDIS_BREAKER, state =>
      warn(`Redis is ${state === 'closed' ? 'asked again' : `not asked for what is cached: ${state}`}`),
    );
    this.guard = new SharedGuard(clock, this.breaker);
    this.lock = redis && new SharedLock(redis);
  }

  /** Whether anything is to be kept at all. */
  get enabled(): boolean {
    return this.parts.settings.enabled;
  }

  /** The cache of a namespace; the same one each time. @throws Error when two namespaces have one name */
  of<Shape extends Recipe<Shape>, Value>(namespace: Namespace<Shape, Value>): Cache<Shape, Value> {
    const opened = this.opened.get(namespace.name);
    if (!opened) return this.make(namespace);
    const cache = opened.cache as Cache<Shape, Value>;
    if (cache.namespace !== namespace) throw new Error(`two namespaces are called ${namespace.name}`);
    return cache;
  }

  /** So that it is told of before it is used. */
  open(namespace: { readonly name: string }): void {
    this.of(namespace as Namespace<never, never>);
  }

  /** What these are said to have done is told with the statistics. */
  tellAlso(source: () => object): void {
    this.told = source;
  }

  stats(): CacheStats {
    const { settings, redis } = this.parts;
    const namespaces = [...this.opened].map(([name, { memory }]) => {
      const { entries, bytes } = memory;
      return [name, { entries, bytes, ...this.counts.of(name) }] as const;
    });
    return {
      enabled: settings.enabled,
      bytes: this.budget.used,
      maxBytes: settings.maxBytes,
      redis: redis ? { ...redis.health(), used: this.breaker.admits } : 'none',
      namespaces: Object.fromEntries(namespaces),
      ...this.told(),
    };
  }

  private make<Shape extends Recipe<Shape>, Value>(namespace: Namespace<Shape, Value>): Cache<Shape, Value> {
    const { settings, clock } = this.parts;
    const { name, codec } = namespace;
    const memory = new MemoryLevel<Value>(namespace.entries(settings), this.budget, () =>
      this.counts.evicted(name),
    );
    const cache = new Cache(namespace, {
      clock,
      memory,
      shared: this.sharedSide(namespace),
      ttlMs: namespace.ttl(settings) * 1000,
      observer: this.counts,
      weigh: value => (codec.kind === 'json' ? weigh(codec.encode(value)) : codec.weigh(value)),
    });
    this.opened.set(name, { cache, memory: memory as MemoryLevel<unknown> });
    return cache;
  }

  private sharedSide<Shape extends Recipe<Shape>, Value>({
    codec,
  }: Namespace<Shape, Value>): SharedSide<Value> | null {
    const { redis } = this.parts;
    if (!redis || !this.lock) return null;
    const level =
      codec.kind === 'json' ? new JsonSharedLevel(redis, codec) : new BytesSharedLevel(redis, codec);
    return { level, guard: this.guard, lock: this.lock, name: key => redis.key('cache', key) };
  }
}
