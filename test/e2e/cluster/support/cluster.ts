import { ConnectionRefused, ResumingCall, connect } from '@app/client';
import type { CallOptions } from '@app/client';
import type { CallSnapshot } from '@app/core';
import type { RedisClients } from '@app/redis';
import { RedisServer } from '@app/testing';
import { connectTo } from '../../../integration/cluster/support';
import { Instance } from './instance';
import { TcpProxy } from './tcp-proxy';

const PATIENCE_MS = 30_000;

/** Two instances on one Redis; the first one's line to it can be cut. */
export class TwoInstances {
  private constructor(
    readonly server: RedisServer,
    readonly redis: RedisClients,
    readonly line: TcpProxy,
    public one: Instance,
    public two: Instance,
  ) {}

  static async start(): Promise<TwoInstances> {
    const server = await RedisServer.start();
    const redis = await connectTo(server.url);
    const line = await TcpProxy.to(server.port);
    const one = await Instance.start(environment(line.port));
    const two = await Instance.start(environment(server.port));
    return new TwoInstances(server, redis, line, one, two);
  }

  /** Both are there and take calls, whatever happened to them: started again where they were. */
  async mend(): Promise<void> {
    this.line.letThrough();
    if (!(await isReady(this.one))) this.one = await restarted(this.one, environment(this.line.port));
    if (!(await isReady(this.two))) this.two = await restarted(this.two, environment(this.server.port));
  }

  async close(): Promise<void> {
    await Promise.all([this.one.kill(), this.two.kill()]);
    await this.line.close();
    await this.redis.close();
    await this.server.close();
  }

  /** A call that goes to the first instance, and to the second where the first is not there. */
  call(callId: string, options: CallOptions = {}): Promise<ResumingCall> {
    return ResumingCall.open([this.one.ws, this.two.ws], { ...caller, ...options, callId });
  }

  /** What the store has of a call, once it is like this. */
  async stored(callId: string, holds: (snapshot: CallSnapshot) => boolean): Promise<CallSnapshot> {
    return eventually(async () => {
      const state = await this.redis.commands.hget(this.redis.key('call', callId), 'state');
      const snapshot = state ? (JSON.parse(state.slice('plain:'.length)) as CallSnapshot) : null;
      return snapshot && holds(snapshot) ? snapshot : null;
    });
  }
}

const isReady = (instance: Instance): Promise<boolean> =>
  instance.get('/health/ready').then(
    ({ status }) => status === 200,
    () => false,
  );

async function restarted(instance: Instance, env: Record<string, string>): Promise<Instance> {
  await instance.kill();
  return Instance.start(env, instance.port);
}

/** How callers connect who do not care. */
export const caller: CallOptions = { token: 'valid_ann_any', audio: 'mulaw', rate: 8000 };

const environment = (port: number): Record<string, string> => ({
  REDIS_URL: `redis://127.0.0.1:${port}`,
  REDIS_PREFIX: 'test:',
  CALL_LEASE_MS: '3000',
});

/** How a connection is refused. @throws when it is not */
export async function refusal(instance: Instance, options: CallOptions): Promise<ConnectionRefused> {
  const thrown = await connect(instance.ws, { ...caller, ...options }).then(
    call => {
      call.vanish();
      return new Error('it was let in');
    },
    (error: unknown) => error,
  );
  if (thrown instanceof ConnectionRefused) return thrown;
  throw thrown;
}

/** Until an instance lists all of these calls, wherever they are. */
export async function untilListed(instance: Instance, expected: readonly string[]): Promise<void> {
  await eventually(async () => {
    const { body } = await instance.get('/connections?scope=cluster');
    const { calls = [] } = body as { calls?: { callId: string }[] };
    const names = new Set(calls.map(call => call.callId));
    return expected.every(each => names.has(each)) ? names : null;
  });
}

export async function untilStatus(instance: Instance, path: string, status: number): Promise<void> {
  await eventually(async () => ((await instance.get(path)).status === status ? true : null));
}

/** Asks again and again until there is an answer. */
export async function eventually<T>(ask: () => Promise<T | null>): Promise<T> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (performance.now() > until) throw new Error('it never came to pass');
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
