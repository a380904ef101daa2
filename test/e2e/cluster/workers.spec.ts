import { ResumingCall } from '@app/client';
import { RedisServer } from '@app/testing';
import { ask } from './support/asking';
import { caller, eventually } from './support/cluster';
import { Instance } from './support/instance';

const CALLS = 6;

jest.setTimeout(90_000);

interface Listed {
  readonly instances: readonly { readonly pid: number; readonly calls: number }[];
}

describe('Workers that share a port', () => {
  let server: RedisServer;
  let service: Instance;
  beforeAll(async () => {
    server = await RedisServer.start();
    service = await Instance.start({ REDIS_URL: server.url, WORKERS: '2', CALL_LEASE_MS: '2000' });
  });
  afterAll(async () => {
    await service.kill();
    await server.close();
  });

  /** Once there are two, with so many calls. */
  const workers = (calls: number): Promise<Listed['instances']> =>
    eventually(async () => {
      const { status, body } = await service.get('/connections?scope=cluster');
      const { instances } = body as Listed;
      if (status !== 200 || instances.length !== 2) return null;
      return instances[0]!.calls + instances[1]!.calls === calls ? instances : null;
    });

  it('carry calls side by side, and are measured as one; a crashed one is replaced and its calls go on', async () => {
    const calls = await Promise.all(
      Array.from({ length: CALLS }, () => ResumingCall.open(service.ws, caller)),
    );
    const before = await workers(CALLS);
    expect(before.every(worker => worker.calls > 0)).toBe(true);
    const { body } = await service.get('/metrics');
    expect(String(body)).toMatch(new RegExp(`^realtime_calls_active ${CALLS}$`, 'm'));

    const [crashing] = before;
    process.kill(crashing!.pid, 'SIGKILL');
    await eventually(async () =>
      calls.filter(call => call.session.resumed).length === crashing!.calls ? true : null,
    );
    await Promise.all(calls.map(call => ask(call, 'are you there?')));
    const after = await workers(CALLS);
    expect(after.map(({ pid }) => pid)).not.toContain(crashing!.pid);
    await Promise.all(calls.map(call => call.end()));
    service.signal('SIGTERM');
    expect(await service.exited).toBe(0);
  });
});
