import { VirtualClock } from '@app/testing';
import type { Cache } from './cache';
import { about, openCaches, sayings } from './cache.spec-kit';
import type { Caches } from './caches';

describe('a cache', () => {
  let clock: VirtualClock;
  let caches: Caches;
  let cache: Cache<{ readonly about: string; readonly language: string }, string>;
  let made: number;
  const make = async (): Promise<string> => `answer ${++made}`;

  beforeEach(() => {
    clock = new VirtualClock();
    caches = openCaches(clock);
    cache = caches.of(sayings);
    made = 0;
  });

  it('gives what it has', async () => {
    expect(await cache.fetch(about('rain'), make)).toBe('answer 1');
    expect(await cache.fetch(about('rain'), make)).toBe('answer 1');
    expect(await cache.fetch(about('snow'), make)).toBe('answer 2');
    expect(await cache.fetch({ ...about('rain'), language: 'zh-CN' }, make)).toBe('answer 3');
  });

  it('asks once, however many want the same at once', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => cache.fetch(about('rain'), make)));
    expect(new Set(all)).toEqual(new Set(['answer 1']));
    expect(made).toBe(1);
  });

  it('gives out nothing that is too old', async () => {
    await cache.fetch(about('rain'), make);
    clock.advance(60_000);
    expect(await cache.find(cache.keyOf(about('rain')))).toBeNull();
    expect(await cache.fetch(about('rain'), make)).toBe('answer 2');
  });

  it('gives out what is getting old and makes it anew meanwhile, once', async () => {
    await cache.fetch(about('rain'), make);
    clock.advance(50_000);
    expect(await Promise.all([cache.fetch(about('rain'), make), cache.fetch(about('rain'), make)])).toEqual([
      'answer 1',
      'answer 1',
    ]);
    await clock.run(0);
    expect(await cache.fetch(about('rain'), make)).toBe('answer 2');
    expect(made).toBe(2);
    clock.advance(45_000);
    expect(await cache.fetch(about('rain'), make)).toBe('answer 2');
  });

  it('keeps what it has where it cannot be made anew', async () => {
    await cache.fetch(about('rain'), make);
    clock.advance(50_000);
    const failing = (): Promise<string> => Promise.reject(new Error('no'));
    expect(await cache.fetch(about('rain'), failing)).toBe('answer 1');
    await clock.run(0);
    expect(await cache.fetch(about('rain'), failing)).toBe('answer 1');
  });

  it('keeps neither failures nor nothing', async () => {
    await expect(cache.fetch(about('rain'), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await cache.fetch(about('rain'), async () => null)).toBeNull();
    expect(await cache.fetch(about('rain'), make)).toBe('answer 1');
  });

  it('lets go of what was used longest ago', async () => {
    for (const topic of ['a', 'b', 'c']) await cache.fetch(about(topic), make);
    await cache.fetch(about('a'), make);
    await cache.fetch(about('d'), make);
    expect(await cache.find(cache.keyOf(about('a')))).toEqual({ value: 'answer 1', stale: false });
    expect(await cache.find(cache.keyOf(about('b')))).toBeNull();
    expect(caches.stats().namespaces['saying']).toMatchObject({ entries: 3, evictions: 1 });
  });

  it('holds no more bytes than all caches may, and the largest gives way', async () => {
    caches = openCaches(clock, null, { CACHE_MAX_BYTES: '1048576' });
    const long = caches.of({ ...sayings, name: 'long', entries: () => 1000 });
    const short = caches.of(sayings);
    await short.fetch(about('rain'), make);
    for (let i = 0; i < 40; i++) {
      await long.fetch(about(String(i)), async () => 'x'.repeat(40_000));
      expect(caches.stats().bytes).toBeLessThanOrEqual(1_048_576);
    }
    expect(caches.stats().namespaces['long']!.entries).toBeGreaterThan(5);
    expect(await short.find(short.keyOf(about('rain')))).not.toBeNull();
    await long.fetch(about('huge'), async () => 'x'.repeat(200_000));
    expect(await long.find(long.keyOf(about('huge')))).toBeNull();
  });

  it('counts, and says whether it is alone', async () => {
    await cache.fetch(about('rain'), make);
    await cache.fetch(about('rain'), make);
    expect(caches.stats()).toMatchObject({
      enabled: true,
      redis: 'none',
      namespaces: { saying: { entries: 1, hits: { memory: 1, redis: 0 }, misses: { memory: 1, redis: 0 } } },
    });
  });

  it('has keys nobody can read, for every parameter', () => {
    const keys = [about('rain'), about('snow'), { ...about('rain'), language: 'de' }].map(
      cache.keyOf.bind(cache),
    );
    expect(new Set(keys).size).toBe(3);
    expect(keys.join()).not.toMatch(/rain|snow/);
    expect(keys[0]).toMatch(/^saying:v1:[\w-]{43}$/);
    expect(cache.keyOf({ language: 'en-US', about: 'rain' })).toBe(keys[0]);
    // @ts-expect-error a forgotten parameter does not compile
    cache.keyOf({ about: 'rain' });
  });

  it('is one for each name', () => {
    expect(caches.of(sayings)).toBe(cache);
    expect(() => caches.of({ ...sayings })).toThrow('two namespaces are called saying');
  });
});
