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

const pidsOf = (instances: Listed['instances']): number[] => instances.map(({ pid }) => pid).sort();

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

  it('all log more at SIGUSR2 and less at the next, and live on, as they do at SIGHUP', async () => {
    const before = await workers(0);
    service.signal('SIGHUP');
    service.signal('SIGUSR2');
    await service.writes('logging is at debug', 2);
    service.signal('SIGUSR2');
    await service.writes('logging is at warn', 2);
    expect(pidsOf(await workers(0))).toEqual(pidsOf(before));
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
    expect(pidsOf(after)).not.toContain(crashing!.pid);
    await Promise.all(calls.map(call => call.end()));
    service.signal('SIGTERM');
    expect(await service.exited).toBe(0);
  });
});

describe('A signal to one process', () => {
  let service: Instance;
  afterEach(() => service.kill());

  it('that still starts is handed on to its workers when they listen', async () => {
    service = await Instance.starting({ WORKERS: '2' });
    // The first process says so before it starts them.
    await service.writes('WORKERS without REDIS_URL');
    service.signal('SIGHUP');
    service.signal('SIGUSR2');
    await service.listening();
    await service.writes('logging is at debug', 2);
    expect(service.output).not.toContain('another one takes its place');
    service.signal('SIGTERM');
    expect(await service.exited).toBe(0);
  });

  it('without workers makes it log more, where it is SIGUSR2, and does not end it', async () => {
    service = await Instance.start({});
    service.signal('SIGHUP');
    service.signal('SIGUSR2');
    await service.writes('logging is at debug');
    service.signal('SIGTERM');
    expect(await service.exited).toBe(0);
  });
});
