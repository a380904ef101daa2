import { defineNamespace, jsonCodec } from '@app/cache';
import type { Cache } from '@app/cache';
import { RedisServer } from '@app/testing';
import { Instance, until, watchRejections } from './support/instances';

const numbers = defineNamespace<{ readonly of: number }>()({
  name: 'numbers',
  version: 1,
  ttl: () => 60,
  entries: () => 10,
  codec: jsonCodec((json): json is number => typeof json === 'number'),
  refreshes: true,
  patienceMs: 100,
});

describe('a cache that loses its Redis', () => {
  let server: RedisServer;
  let instances: readonly Instance[];
  let rejections: ReturnType<typeof watchRejections>;

  beforeEach(async () => {
    rejections = watchRejections();
    server = await RedisServer.start();
    instances = await Promise.all([Instance.start(server.url), Instance.start(server.url)]);
  });

  afterEach(async () => {
    await Promise.all(instances.map(instance => instance.close()));
    await server.close();
    rejections.stop();
    expect(rejections.seen).toEqual([]);
  });

  /** Asks both instances for this and that, until told to stop. */
  function load(): { readonly asked: () => number; stop(): Promise<void> } {
    let asked = 0;
    let stopped = false;
    const ask = async (cache: Cache<{ readonly of: number }, number>): Promise<void> => {
      while (!stopped) {
        const of = Math.floor(Math.random() * 200);
        expect(await cache.fetch({ of }, async () => of * 2)).toBe(of * 2);
        asked++;
        await new Promise(resolve => setImmediate(resolve));
      }
    };
    const running = instances.flatMap(({ caches }) =>
      Array.from({ length: 5 }, () => ask(caches.of(numbers))),
    );
    return {
      asked: () => asked,
      stop: async () => {
        stopped = true;
        await Promise.all(running);
      },
    };
  }

  const redisHits = (): number =>
    instances.reduce((sum, { caches }) => sum + caches.stats().namespaces['numbers']!.hits.redis, 0);

  const anyUses = (used: boolean): boolean =>
    instances.some(({ caches }) => {
      const { redis } = caches.stats();
      return redis !== 'none' && redis.used === used;
    });

  it('answers all the same while Redis is killed, and uses it again when it is back', async () => {
    const { asked, stop } = load();
    await until(() => redisHits() > 50);
    await server.kill();
    await until(() => anyUses(false));
    const before = asked();
    await until(() => asked() > before + 500);
    await server.restart();
    const hits = redisHits();
    await until(() => redisHits() > hits + 50);
    await stop();
    expect(instances.flatMap(({ troubles }) => troubles)).toContain('unavailable');
  });

  it('answers all the same while Redis is frozen, and uses it again when it is not', async () => {
    const { asked, stop } = load();
    await until(() => redisHits() > 50);
    server.freeze();
    await until(() => anyUses(false));
    const before = asked();
    await until(() => asked() > before + 500);
    server.thaw();
    const hits = redisHits();
    await until(() => redisHits() > hits + 50);
    await stop();
    expect(instances.flatMap(({ troubles }) => troubles)).toContain('slow');
  });

  it('serves from memory alone where Redis was never there', async () => {
    const alone = new Instance('redis://127.0.0.1:1');
    const cache = alone.caches.of(numbers);
    for (let of = 0; of < 20; of++) expect(await cache.fetch({ of }, async () => of)).toBe(of);
    expect(alone.caches.stats().redis).toMatchObject({ status: 'down', used: false });
    await alone.close();
  });
});
