import { KeyvAdapter } from 'cache-manager';
import { redisInsStore } from 'cache-manager-ioredis-yet';
import type { CacheManagerStore } from 'cache-manager';
import { Keyv } from 'keyv';
import type { Millis } from '@app/core';
import type { RedisClient, RedisClients } from '@app/redis';
import type { JsonCodec } from '../codec';
import { CorruptEntryError } from './shared-level';
import type { SharedLevel } from './shared-level';
import type { Stored } from './stored';

/** What is written: the value and when it was made, epoch ms. */
interface Envelope {
  readonly json: unknown;
  readonly madeAt: Millis;
}

/** Small things as text, through the store of cache-manager. */
export class JsonSharedLevel<Value> implements SharedLevel<Value> {
  private readonly store: Keyv;

  constructor(
    private readonly redis: RedisClients,
    private readonly codec: JsonCodec<Value>,
  ) {
    const adapter = new KeyvAdapter(redisInsStore(guarded(redis)) as unknown as CacheManagerStore);
    this.store = new Keyv({ store: adapter, useKeyPrefix: false, throwOnErrors: true });
    // Whoever asked hears of it.
    this.store.on('error', () => undefined);
  }

  async get(key: string): Promise<Stored<Value> | null> {
    const found = await this.read(key);
    if (found === undefined) return null;
    if (!isEnvelope(found)) throw new CorruptEntryError('no envelope');
    const value = this.codec.decode(found.json);
    if (value === null) throw new CorruptEntryError('no such value');
    return { value, madeAt: found.madeAt, bytes: weigh(found.json) };
  }

  private async read(key: string): Promise<unknown> {
    try {
      return await this.store.get(key);
    } catch (error) {
      throw error instanceof SyntaxError ? new CorruptEntryError('no JSON') : error;
    }
  }

  async set(key: string, { value, madeAt }: Stored<Value>, ttlMs: Millis): Promise<void> {
    const envelope: Envelope = { json: this.codec.encode(value), madeAt };
    await this.store.set(key, envelope, Math.ceil(ttlMs));
  }

  async delete(key: string): Promise<void> {
    await this.redis.commands.unlink(key);
  }
}

/** About how much memory a value of JSON takes, bytes. */
export const weigh = (json: unknown): number => 200 + 2 * JSON.stringify(json).length;

/**
 * The store of cache-manager-ioredis-yet reads by telejson, which would run functions that are written in what it reads. It
 * therefore sees nothing but a string that begins as our own do; whatever else is there is corrupt.
 */
function guarded(redis: RedisClients): RedisClient {
  const seen = {
    get: async (key: string): Promise<string | null> => {
      const text = await redis.commands.get(key);
      if (text !== null && !isQuotedObject(text)) throw new CorruptEntryError('not written by us');
      return text;
    },
    set: (key: string, value: string, ...expiry: [] | ['PX', number]): Promise<string> =>
      expiry.length === 0 ? redis.commands.set(key, value) : redis.commands.set(key, value, ...expiry),
    del: (key: string): Promise<number> => redis.commands.del(key),
  };
  return seen as unknown as RedisClient;
}

/** The text of a JSON string in which an object stands. */
function isQuotedObject(text: string): boolean {
  try {
    const inner: unknown = JSON.parse(text);
    return typeof inner === 'string' && inner.startsWith('{');
  } catch {
    return false;
  }
}

const isEnvelope = (found: unknown): found is Envelope =>
  typeof found === 'object' &&
  found !== null &&
  'json' in found &&
  typeof Reflect.get(found, 'madeAt') === 'number';
