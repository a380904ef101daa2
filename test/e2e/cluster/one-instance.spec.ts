import { ResumingCall } from '@app/client';
import { RedisServer } from '@app/testing';
import { ask } from './support/asking';
import { caller, eventually, untilListed } from './support/cluster';
import { Instance } from './support/instance';
import { TcpProxy } from './support/tcp-proxy';

/** Longer than an instance waits for Redis before it lets go of its calls where others may take them. */
const OUTAGE_MS = 4000;

jest.setTimeout(120_000);

const start = (redis: string): Promise<Instance> =>
  Instance.start({ REDIS_URL: `redis://${redis}`, REDIS_PREFIX: 'test:', CALL_LEASE_MS: '1000' });

/** One that does not come back when it is lost. */
const open = (instance: Instance, callId: string): Promise<ResumingCall> =>
  ResumingCall.open(instance.ws, { ...caller, callId, resumeWithinMs: 0 });

/** Until the instance itself says that it has been without Redis for so long. */
const untilWithoutRedis = (instance: Instance, forMs: number): Promise<unknown> =>
  eventually(async () => {
    const { status: answered, body } = await instance.get('/health');
    if (answered !== 200) return null;
    const { status, since } = (body as { details: { redis: { status: string; since: string } } }).details
      .redis;
    return status !== 'up' && Date.now() - Date.parse(since) > forMs ? since : null;
  });

describe('One instance on a Redis that says nothing any more', () => {
  let server: RedisServer;
  let line: TcpProxy;
  let instance: Instance;

  beforeAll(async () => {
    server = await RedisServer.start();
    line = await TcpProxy.to(server.port);
    instance = await start(`127.0.0.1:${line.port}`);
  });
  afterAll(async () => {
    await instance.kill();
    await line.close();
    await server.close();
  });

  const cutTheLine = (): void => {
    line.letThrough();
    line.swallow();
  };

  it.each([
    ['is frozen', () => server.freeze(), () => server.thaw()],
    ['cannot be reached', cutTheLine, () => line.letThrough()],
  ])(
    'because it %s: calls go on, new ones are taken, and it hears of them later',
    async (how, lose, mend) => {
      const [before, during] = [`before it ${how}`, `while it ${how}`].map(name => name.replaceAll(' ', '-'));
      const old = await open(instance, before!);
      await untilListed(instance, [before!]);
      lose();
      try {
        await untilWithoutRedis(instance, OUTAGE_MS);
        expect(await ask(old, 'still there?')).toContain('So it is');
        const young = await open(instance, during!);
        expect(await ask(young, 'anybody there?')).toContain('So it is');
        mend();
        await untilListed(instance, [before!, during!]);
        await Promise.all([ask(old, 'and now?'), ask(young, 'and now?')]);
        await Promise.all([old.end(), young.end()]);
      } finally {
        mend();
      }
    },
  );
});

it('An instance whose Redis has no name takes calls, and they go on', async () => {
  const instance = await start('no..name:6379');
  try {
    const call = await open(instance, 'nameless');
    await untilWithoutRedis(instance, OUTAGE_MS);
    expect(await ask(call, 'still there?')).toContain('So it is');
    await call.end();
  } finally {
    await instance.kill();
  }
});
