import { ConnectionRefused, connect } from '@app/client';
import type { ResumingCall } from '@app/client';
import { ask } from './support/asking';
import { TwoInstances, caller, eventually, refusal, untilListed, untilStatus } from './support/cluster';

/** Live calls in each test; a longer run sets more. */
const CALLS = Number(process.env['CLUSTER_CALLS'] ?? 8);

/** Every call is back within this; where the machine does nothing else, 5 s are enough. */
const RESUMED_WITHIN_MS = Number(process.env['CLUSTER_RESUMED_WITHIN_MS'] ?? 20_000);

jest.setTimeout(120_000);

let cluster: TwoInstances;
beforeAll(async () => {
  cluster = await TwoInstances.start();
});
afterAll(() => cluster.close());

/** Another name in each test, and each time it is tried. */
let tests = 0;
let names: string[] = [];
beforeEach(async () => {
  await cluster.mend();
  tests++;
  names = Array.from({ length: CALLS }, (_, i) => `call-${tests}-${String(i).padStart(3, '0')}`);
});

const openAll = (): Promise<ResumingCall[]> => Promise.all(names.map(name => cluster.call(name)));
const name = (): string => names[0]!;

describe('Two instances on one Redis', () => {
  it('a name that is live on one is refused by the other', async () => {
    const call = await connect(cluster.one.ws, { ...caller, callId: name() });
    expect((await refusal(cluster.two, { callId: name() })).code).toBe('duplicate_call');
    await call.end();
    const again = await connect(cluster.two.ws, { ...caller, callId: name() });
    await again.end();
  });

  it('a name that only the first message tells is refused, too', async () => {
    const call = await connect(cluster.one.ws, { ...caller, callId: name() });
    const late = await connect(cluster.two.ws, caller);
    const refused = late.next('error');
    late.send({ type: 'heartbeat', callId: name() });
    expect((await refused).data).toMatchObject({ code: 'duplicate_call', fatal: true });
    expect((await late.closed).code).toBe(1008);
    await call.end();
  });

  it('a token that was used is refused everywhere; a connection whose call is resumed elsewhere is closed', async () => {
    const { one, two } = cluster;
    const first = await connect(one.ws, { ...caller, callId: name() });
    const token = first.session.resumeToken!;
    const second = await connect(two.ws, { ...caller, resume: token });
    expect(second.session).toMatchObject({ resumed: true });
    expect(await first.closed).toMatchObject({ code: 4409 });
    for (const instance of [one, two])
      expect((await refusal(instance, { resume: token })).code).toBe('resume_refused');
    const next = { resume: second.session.resumeToken! };
    expect((await refusal(one, { ...next, token: 'valid_bob_any' })).code).toBe('resume_refused');
    await second.end();
    expect((await refusal(one, next)).code).toBe('resume_refused');
  });

  it('a command given to one reaches a call at the other', async () => {
    const { one, two } = cluster;
    const call = await connect(one.ws, { ...caller, callId: name() });
    const path = `/calls/${name()}/commands`;
    const said = call.next('ai_response');
    expect((await two.post(path, { type: 'say', text: 'One moment.' })).status).toBe(202);
    expect((await said).data.text).toBe('One moment.');
    expect((await two.post(path, { type: 'end' })).status).toBe(202);
    expect(await call.closed).toMatchObject({ code: 1000, reason: 'operator' });
    expect((await two.post(path, { type: 'end' })).status).toBe(404);
  });

  it('Redis is restarted and has forgotten everything: calls go on, and are known again', async () => {
    const calls = await openAll();
    await untilListed(cluster.two, names);
    await cluster.server.restart();
    await Promise.all(calls.map(call => ask(call, 'after')));
    await untilListed(cluster.two, names);
    expect((await refusal(cluster.two, { callId: name() })).code).toBe('duplicate_call');
    const [call] = calls;
    const back = new Promise(resolve => call!.on('resumed', resolve));
    call!.vanish();
    await back;
    expect(call!.session.resumed).toBe(true);
    await Promise.all(calls.map(each => each.end()));
  });

  it('one is cut off from Redis: no call lives twice, and it is as before when the line is back', async () => {
    const { one, two, line } = cluster;
    const call = await connect(one.ws, { ...caller, callId: name() });
    const resume = call.session.resumeToken!;
    const state = { over: false };
    void call.closed.then(() => (state.over = true));
    const told = call.next('session_ended');
    line.swallow();
    expect((await refusal(two, { callId: name() })).code).toBe('duplicate_call');
    const again = await eventually(() => connect(two.ws, { ...caller, resume }).catch(unlessHeld));
    expect(state.over).toBe(true);
    expect((await told).data).toMatchObject({ reason: 'drain', resumeToken: resume });
    expect(again.session.resumed).toBe(true);
    expect((await refusal(one, { callId: name() })).code).toBe('store_unavailable');
    line.letThrough();
    await untilListed(one, [name()]);
    expect((await refusal(one, { callId: name() })).code).toBe('duplicate_call');
    await again.end();
    const fresh = await connect(one.ws, { ...caller, callId: name() });
    expect(fresh.session.resumed).toBe(false);
    await fresh.end();
  });

  it('both are restarted one after the other under load: no turn fails, nothing is cut', async () => {
    const calls = await openAll();
    const load = { over: false, turns: 0 };
    const callers = Promise.allSettled(
      calls.map(async (call, i) => {
        for (let turn = 0; !load.over; turn++) {
          await ask(call, `question ${turn} of ${i}`);
          load.turns++;
        }
      }),
    );
    const everybodyOnce = (): Promise<true> => {
      const from = load.turns;
      return eventually(async () => (load.turns >= from + CALLS ? true : null));
    };
    await everybodyOnce();
    cluster.one.signal('SIGTERM');
    await untilStatus(cluster.one, '/health/ready', 503);
    expect((await refusal(cluster.one, { callId: 'new' })).code).toBe('draining');
    expect((await cluster.one.get('/health')).body).toMatchObject({
      details: { drain: { reason: 'draining', callsLeft: expect.any(Number) } },
    });
    expect(await cluster.one.exited).toBe(0);
    await cluster.mend();
    await everybodyOnce();
    cluster.two.signal('SIGTERM');
    expect(await cluster.two.exited).toBe(0);
    await cluster.mend();
    await everybodyOnce();
    load.over = true;
    const outcomes = await callers;
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
    await Promise.all(calls.map(call => call.end()));
  });

  it('one is killed: every call goes on at the other, with its history, also in the middle of a turn', async () => {
    const calls = await openAll();
    const [interrupted, ...others] = calls;
    await Promise.all(calls.map(call => ask(call, 'the first question')));
    interrupted!.text('the second question');
    await cluster.stored(name(), ({ unanswered }) => unanswered === 'the second question');
    const answered = interrupted!.next('processing_status', ({ data }) => data.stage === 'completed');
    const back = calls.map(
      call => new Promise<number>(resolve => call.on('resumed', () => resolve(performance.now()))),
    );
    const killedAt = performance.now();
    await cluster.one.kill();
    expect(Math.max(...(await Promise.all(back))) - killedAt).toBeLessThan(RESUMED_WITHIN_MS);
    expect(calls.every(call => call.session.resumed)).toBe(true);
    await Promise.all([answered, ...others.map(call => ask(call, 'the second question'))]);
    for (const each of names) {
      const { history } = await cluster.stored(each, snapshot => snapshot.history.length === 4);
      const questions = history.filter(({ role }) => role === 'caller').map(({ text }) => text);
      expect(questions).toEqual(['the first question', 'the second question']);
    }
    const reports = calls.map(call => call.next('session_ended'));
    await Promise.all(calls.map(call => call.end()));
    expect((await Promise.all(reports)).map(({ data }) => data.report.turns)).toEqual(calls.map(() => 2));
  });
});

/** Whoever holds the call has not let go of it yet. */
function unlessHeld(error: unknown): null {
  if (error instanceof ConnectionRefused && error.code === 'duplicate_call') return null;
  throw error;
}
