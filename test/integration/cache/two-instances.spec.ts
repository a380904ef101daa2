import { defineNamespace, jsonCodec } from '@app/cache';
import type { BytesCodec } from '@app/cache';
import { RedisServer } from '@app/testing';
import { Instance, until, watchRejections } from './support/instances';

const words = defineNamespace<{ readonly of: string }>()({
  name: 'words',
  version: 1,
  ttl: () => 60,
  entries: () => 1000,
  codec: jsonCodec((json): json is string => typeof json === 'string'),
  refreshes: true,
  patienceMs: 5000,
});

const asIs: BytesCodec<Buffer> = {
  kind: 'bytes',
  encode: value => value,
  weigh: value => value.length,
  decode: bytes => bytes,
};

const sounds = defineNamespace<{ readonly of: string }>()({ ...words, name: 'sounds', codec: asIs });

describe('what instances share through Redis', () => {
  let server: RedisServer;
  let one: Instance;
  let two: Instance;
  let rejections: ReturnType<typeof watchRejections>;

  beforeAll(async () => {
    rejections = watchRejections();
    server = await RedisServer.start('--maxmemory', '4mb', '--maxmemory-policy', 'noeviction');
  });

  beforeEach(async () => {
    [one, two] = await Promise.all([Instance.start(server.url), Instance.start(server.url)]);
    await one.redis.commands.flushall();
  });

  afterEach(() => Promise.all([one.close(), two.close()]));

  afterAll(async () => {
    await server.close();
    rejections.stop();
    expect(rejections.seen).toEqual([]);
  });

  const keyIn = (instance: Instance, of: string): string =>
    instance.redis.key('cache', instance.caches.of(words).keyOf({ of }));

  const written = (instance: Instance, key: string): Promise<void> =>
    until(async () => (await instance.redis.commands.exists(key)) === 1);

  const never = (): Promise<never> => Promise.reject(new Error('it was to be found'));

  it('is found by the other, text and bytes', async () => {
    const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, i) => i % 256));
    await one.caches.of(words).fetch({ of: 'rain' }, async () => ':wet "_function_x|(() => 1)()" 雨');
    await one.caches.of(sounds).fetch({ of: 'rain' }, async () => bytes);
    await written(one, keyIn(one, 'rain'));
    const soundKey = one.redis.key('cache', one.caches.of(sounds).keyOf({ of: 'rain' }));
    await written(one, soundKey);
    expect(await two.caches.of(words).fetch({ of: 'rain' }, never)).toBe(':wet "_function_x|(() => 1)()" 雨');
    expect(await two.caches.of(sounds).fetch({ of: 'rain' }, never)).toEqual(bytes);
    expect(two.caches.stats().namespaces).toMatchObject({
      words: { entries: 1, hits: { memory: 0, redis: 1 } },
      sounds: { entries: 1, hits: { memory: 0, redis: 1 } },
    });
    expect(await two.redis.commands.pttl(soundKey)).toBeGreaterThan(50_000);
  });

  it('is made by one of them', async () => {
    let made = 0;
    const { promise: allowed, resolve: allow } = Promise.withResolvers<void>();
    const make = async (): Promise<string> => {
      made++;
      await allowed;
      return `made ${made}`;
    };
    const asked = [one, two, one, two].map(each => each.caches.of(words).fetch({ of: 'snow' }, make));
    await until(() => made > 0);
    allow();
    expect(await Promise.all(asked)).toEqual(['made 1', 'made 1', 'made 1', 'made 1']);
    await until(async () => (await one.redis.commands.exists(`${keyIn(one, 'snow')}:lock`)) === 0);
  });

  it('is made by the other where the first one fails', async () => {
    const failing = one.caches.of(words).claim(one.caches.of(words).keyOf({ of: 'hail' }));
    const claim = await failing;
    const waiting = two.caches.of(words).fetch({ of: 'hail' }, async () => 'by the other');
    if ('release' in claim) claim.release();
    expect(await waiting).toBe('by the other');
  });

  it('leaves a lock alone that is another’s by now', async () => {
    const cache = one.caches.of(words);
    const lock = `${keyIn(one, 'fog')}:lock`;
    const claim = await cache.claim(cache.keyOf({ of: 'fog' }));
    await one.redis.commands.set(lock, 'somebody else');
    if ('release' in claim) claim.release();
    await cache.fetch({ of: 'other' }, async () => 'x');
    await written(one, keyIn(one, 'other'));
    expect(await one.redis.commands.get(lock)).toBe('somebody else');
  });

  it.each([
    ['no JSON', 'nonsense'],
    ['JSON of somebody else', '{"value":1}'],
    ['a function', '{"v":"_function_x|(() => process.exit(1))()"}'],
    ['a string that holds no JSON', '"{broken"'],
    [
      'an envelope around nothing',
      JSON.stringify(JSON.stringify({ value: { json: 7, madeAt: Date.now() } })),
    ],
    ['no envelope', JSON.stringify(JSON.stringify({ value: 'x' }))],
  ])('is dropped, counted and made anew where it is %s', async (_, text) => {
    const key = keyIn(one, 'frost');
    await one.redis.commands.set(key, text);
    expect(await one.caches.of(words).fetch({ of: 'frost' }, async () => 'anew')).toBe('anew');
    expect(one.troubles).toEqual(['corrupt']);
    await until(async () => (await one.redis.commands.get(key))?.includes('anew') === true);
  });

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, 10)],
    ['changed', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.from([1])])],
    ['not ours', () => Buffer.from('x'.repeat(500))],
  ])('is dropped, counted and made anew where bytes are %s', async (_, spoil) => {
    const cache = one.caches.of(sounds);
    const key = one.redis.key('cache', cache.keyOf({ of: 'thunder' }));
    await cache.fetch({ of: 'thunder' }, async () => Buffer.alloc(1000));
    await written(one, key);
    await two.redis.buffers.set(key, spoil((await two.redis.buffers.getBuffer(key))!));
    expect(await two.caches.of(sounds).fetch({ of: 'thunder' }, async () => Buffer.from('new'))).toEqual(
      Buffer.from('new'),
    );
    expect(two.troubles).toEqual(['corrupt']);
  });

  it('is made anew over a key of another type', async () => {
    const key = keyIn(one, 'mist');
    await one.redis.commands.lpush(key, 'a list');
    expect(await one.caches.of(words).fetch({ of: 'mist' }, async () => 'anew')).toBe('anew');
    expect(one.troubles).toEqual(['wrong-type']);
    await until(async () => (await one.redis.commands.type(key)) === 'string');
  });

  it('is kept by each alone while Redis is full, and nobody notices', async () => {
    const cache = one.caches.of(sounds);
    for (let i = 0; !one.troubles.includes('full'); i++) {
      const bytes = Buffer.alloc(200_000, i);
      expect(await cache.fetch({ of: String(i) }, async () => bytes)).toBe(bytes);
      expect(await cache.fetch({ of: String(i) }, never)).toBe(bytes);
      await one.redis.commands.ping();
    }
    expect(new Set(one.troubles)).toEqual(new Set(['full']));
  });
});
