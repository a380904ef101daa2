import { RedisDirectory } from '@app/cluster';
import type { InstancePresence } from '@app/core';
import type { RedisClients } from '@app/redis';
import { RedisServer } from '@app/testing';
import { connectTo } from './support';

let server: RedisServer;
let redis: RedisClients;

beforeAll(async () => {
  server = await RedisServer.start();
  redis = await connectTo(server.url);
});
beforeEach(() => redis.commands.flushall());
afterAll(async () => {
  await redis.close();
  await server.close();
});

const named = (instance: string): InstancePresence => ({
  instance,
  host: 'host',
  pid: 1,
  since: 0,
  calls: 0,
  draining: false,
});

describe('Whether others are there', () => {
  const directory = (ttlMs = 60_000): RedisDirectory => new RedisDirectory(redis, ttlMs);

  it('is said to whoever announces itself, until the others have left', async () => {
    const [one, two] = [directory(), directory()];
    expect(await one.announce(named('one'), [])).toBe(false);
    expect(await one.announce(named('one'), [])).toBe(false);
    expect(await two.announce(named('two'), [])).toBe(true);
    expect(await one.announce(named('one'), [])).toBe(true);
    await two.leave('two');
    expect(await one.announce(named('one'), [])).toBe(false);
  });

  it('counts those who have just expired: their clocks may be late', async () => {
    const late = Date.now() - 59_000;
    await redis.commands.zadd(redis.key('instances'), late, 'two');
    expect(await directory().announce(named('one'), [])).toBe(true);
    await redis.commands.zadd(redis.key('instances'), late - 2000, 'two');
    expect(await directory().announce(named('one'), [])).toBe(false);
  });
});
