import { createCache } from 'cache-manager';
import type { Cache as CacheManager } from 'cache-manager';
import { Keyv } from 'keyv';
import { LRUCache } from 'lru-cache';
import type { Millis } from '@app/core';
import type { ByteBudget, Holder } from './byte-budget';
import type { Stored } from './stored';

/** Of what all caches may hold, one entry takes no more than this. */
const LARGEST_SHARE = 1 / 8;

/** What Keyv keeps. */
interface Kept<Value> {
  readonly value: Stored<Value>;
  readonly expires?: number;
}

/** What is in this process, bounded by number and, together with the other namespaces, by bytes. Values are not copied. */
export class MemoryLevel<Value> implements Holder {
  private readonly kept: LRUCache<string, Kept<Value>>;
  private readonly manager: CacheManager;

  constructor(
    entries: number,
    private readonly budget: ByteBudget,
    evicted: () => void,
  ) {
    this.kept = new LRUCache({
      max: entries,
      maxSize: budget.max,
      maxEntrySize: Math.floor(budget.max * LARGEST_SHARE),
      sizeCalculation: kept => kept.value.bytes,
      dispose: (_kept, _key, reason) => reason === 'evict' && evicted(),
    });
    const keyv = new Keyv({ store: storeOf(this.kept), useKeyPrefix: false });
    // Nothing leaves the process, so nothing has to be made into text.
    keyv.serialize = undefined;
    keyv.deserialize = undefined;
    this.manager = createCache({ stores: [keyv] });
    budget.join(this);
  }

  async get(key: string): Promise<Stored<Value> | null> {
    return (await this.manager.get<Stored<Value>>(key)) ?? null;
  }

  async set(key: string, stored: Stored<Value>, ttlMs: Millis): Promise<void> {
    await this.manager.set(key, stored, ttlMs);
    this.budget.enforce();
  }

  async delete(key: string): Promise<void> {
    await this.manager.del(key);
  }

  get entries(): number {
    return this.kept.size;
  }

  get bytes(): number {
    return this.kept.calculatedSize;
  }

  dropOldest(): boolean {
    return this.kept.pop() !== undefined;
  }
}

/** An LRU as Keyv wants its stores. */
const storeOf = <Value>(kept: LRUCache<string, Kept<Value>>): object => ({
  get: (key: string) => kept.get(key),
  set: (key: string, value: Kept<Value>) => {
    kept.set(key, value);
    return true;
  },
  delete: (key: string) => kept.delete(key),
  clear: () => kept.clear(),
});
