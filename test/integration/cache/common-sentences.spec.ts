import { CommonSentences } from '@app/cache';
import type { CallId, SynthesisRequest } from '@app/core';
import { RedisServer, VirtualClock } from '@app/testing';
import { Instance } from './support/instances';

const sentence = (text: string): SynthesisRequest => ({
  text,
  language: 'en-US',
  voice: null,
  sampleRate: 16_000,
});

const DAY_MS = 86_400_000;

describe('which sentences are common', () => {
  let server: RedisServer;
  let instance: Instance;
  let clock: VirtualClock;

  beforeAll(async () => {
    server = await RedisServer.start();
  });

  beforeEach(async () => {
    instance = await Instance.start(server.url);
    await instance.redis.commands.flushall();
    clock = new VirtualClock();
  });

  afterEach(() => instance.close());
  afterAll(() => server.close());

  const said = async (
    text: string,
    calls: number,
    by = new CommonSentences(instance.redis, clock),
  ): Promise<void> => {
    for (let call = 0; call < calls; call++) by.said(`call-${call}` as CallId, sentence(text));
    await by.flush();
  };

  const most = async (count = 10): Promise<string[]> => {
    const sentences = await new CommonSentences(instance.redis, clock).most(count);
    return sentences.map(({ text }) => text);
  };

  it('is counted over all instances', async () => {
    await said('Seldom.', 4);
    await said('Often.', 9);
    await said('Seldom.', 4);
    expect(await most()).toEqual(['Often.', 'Seldom.']);
    expect(await most(1)).toEqual(['Often.']);
    expect((await new CommonSentences(instance.redis, clock).most(1))[0]).toEqual(sentence('Often.'));
  });

  it('is not written down of what was said in one call or two, however often', async () => {
    const common = new CommonSentences(instance.redis, clock);
    for (let i = 0; i < 20; i++)
      common.said(`call-${i % 2}` as CallId, sentence('Your balance is ten pounds.'));
    await common.flush();
    expect(await instance.redis.commands.keys('*')).toEqual([]);
  });

  it('fades with the days', async () => {
    await said('Last week.', 10);
    clock.advance(4 * DAY_MS);
    await said('Today.', 6);
    expect(await most()).toEqual(['Today.', 'Last week.']);
    clock.advance(4 * DAY_MS);
    expect(await most()).toEqual(['Today.']);
  });

  it('is nothing where Redis is away or holds nonsense', async () => {
    const key = instance.redis.key('cache', 'common', '2026-01-01');
    await instance.redis.commands.zadd(key, 5, 'nonsense', 4, '{"text":1}');
    expect(await most()).toEqual([]);
    await server.kill();
    await said('Lost.', 5);
    expect(await most()).toEqual([]);
    await server.restart();
  });
});
