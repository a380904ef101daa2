import { randomBytes } from 'node:crypto';
import { Cipher, RedisSessionStore, SnapshotCodec } from '@app/cluster';
import type { CallId } from '@app/core';
import type { RedisClients } from '@app/redis';
import { RedisServer, describeContract, sessionStoreChecks } from '@app/testing';
import { connectTo, pause } from './support';

let server: RedisServer;
let redis: RedisClients;

beforeAll(async () => {
  server = await RedisServer.start();
  redis = await connectTo(server.url);
});
afterAll(async () => {
  await redis.close();
  await server.close();
});

const times = { leaseMs: 1000, windowMs: 1000 };

const storeWith = async (cipher: Cipher | null): Promise<RedisSessionStore> => {
  await redis.commands.flushall();
  return new RedisSessionStore(redis, times, new SnapshotCodec(cipher));
};

describeContract('A store of calls in Redis', sessionStoreChecks, {
  make: async () => ({ store: await storeWith(null), elapse: pause }),
});

describe('An answer that was lost on the way', () => {
  it('is given again to whoever asks again', async () => {
    const store = await storeWith(null);
    const owner = { subject: 'ann', tenant: null };
    const claim = { holder: 'a/1', owner, tokenHash: 'token-1', force: false };
    const opened = await store.open('call-1' as CallId, 5, claim);
    expect(await store.open('call-1' as CallId, 5, claim)).toEqual(opened);
    if (opened.kind === 'opened') await store.park(opened.held);
    const next = { ...claim, holder: 'b/1', tokenHash: 'token-2' };
    const resumed = await store.resume('token-1', next);
    await redis.commands.set(redis.key('resume', 'token-1'), 'call-1');
    expect(await store.resume('token-1', next)).toEqual(resumed);
  });
});

describe('What is in Redis', () => {
  it('cannot be read where a key is set', async () => {
    const store = await storeWith(new Cipher([randomBytes(32)]));
    const resume = sessionStoreChecks.find(({ name }) => name.startsWith('a call that is kept comes back'));
    await resume!.run({ store, elapse: pause });
    const record = await redis.commands.hgetall(redis.key('call', 'call-1'));
    expect(record['state']).toMatch(/^sealed:/);
    expect(JSON.stringify(record)).not.toContain('two');
  });

  it('is gone after the window', async () => {
    const store = await storeWith(null);
    const abandon = sessionStoreChecks.find(({ name }) => name.startsWith('a call that nobody resumes'));
    await abandon!.run({ store, elapse: pause });
    await pause(times.leaseMs + times.windowMs + 200);
    expect(await redis.commands.dbsize()).toBe(0);
  });
});
