import { ProviderError, defaultSettings, unhurried } from '@app/core';
import type { ReplyEngine, ReplyEvent, ReplyRequest, Scope } from '@app/core';
import {
  FakeReplyEngine,
  VirtualClock,
  collect,
  describeContract,
  replyEngineContract,
  testScope,
} from '@app/testing';
import { openCaches } from '../cache.spec-kit';
import { CachedReplyEngine } from './cached-reply-engine';

const asked: ReplyRequest = {
  ...unhurried,
  turn: 1,
  input: { kind: 'speech', text: 'Do you open on Sundays?', confidence: 0.9 },
  history: [],
  settings: defaultSettings,
};

const words = (text: string, source: 'model' | 'fallback' = 'model'): ReplyEvent => ({
  type: 'text',
  text,
  source,
});

describe('cached replies', () => {
  let clock: VirtualClock;
  let inner: FakeReplyEngine & { shareable: boolean };
  let engine: CachedReplyEngine;

  beforeEach(() => {
    clock = new VirtualClock();
    inner = Object.assign(new FakeReplyEngine(clock), { shareable: true });
    inner.answer = () => [words('No, '), words('on weekdays. '), words('Goodbye.')];
    engine = new CachedReplyEngine(inner, openCaches(clock));
  });

  const reply = (
    patch: Partial<ReplyRequest> = {},
    scope: Scope = testScope().scope,
  ): Promise<ReplyEvent[]> => collect(engine.reply({ ...asked, ...patch }, scope));

  it('are the same words, and say that they are cached', async () => {
    await reply();
    expect(await reply()).toEqual([
      { type: 'text', text: 'No, on weekdays. Goodbye.', guarded: false, source: 'cache' },
    ]);
    expect(inner.requests).toHaveLength(1);
  });

  it('hold what was to be done, in its place', async () => {
    const ends: ReplyEvent = { type: 'tool-call', name: 'end_call', arguments: { intent: 'hours' } };
    const notice: ReplyEvent = { type: 'text', text: 'By law.', source: 'model', guarded: true };
    inner.answer = () => [words('No. '), ends, notice, { type: 'usage', inputTokens: 1, outputTokens: 2 }];
    await reply();
    expect(await reply()).toEqual([
      { type: 'text', text: 'No. ', guarded: false, source: 'cache' },
      ends,
      { ...notice, source: 'cache' },
    ]);
  });

  const said = { role: 'caller', text: 'Hello', at: 5 } as const;

  it.each<[string, Partial<ReplyRequest>]>([
    ['words', { input: { kind: 'speech', text: 'And on Mondays?', confidence: 0.9 } }],
    ['a way to say them', { input: { kind: 'text', text: 'Do you open on Sundays?' } }],
    ['keys', { input: { kind: 'dtmf', digits: '1' } }],
    ['a dialogue', { history: [said] }],
    ['a language', { settings: { ...defaultSettings, language: 'de-DE' } }],
    ['instructions', { settings: { ...defaultSettings, instructions: 'Be brief.' } }],
    ['a profile', { settings: { ...defaultSettings, profile: { name: 'Ann' } } }],
  ])('are others for other %s', async (_, patch) => {
    await reply();
    await reply(patch);
    await reply(patch);
    expect(inner.requests).toHaveLength(2);
  });

  it('are the same whenever it was said, by whomever, and with which voice it is answered', async () => {
    await reply({ history: [said] });
    const settings = { ...defaultSettings, voice: 'anna', interruptible: false };
    await reply({ history: [{ ...said, at: 900 }], turn: 4, settings }, testScope('another').scope);
    await reply({
      history: [said],
      input: { kind: 'speech', text: ' Do you  open on Sundays?', confidence: 0.6 },
    });
    expect(inner.requests).toHaveLength(1);
  });

  it.each<[string, Partial<ReplyRequest>]>([
    ['nothing was understood', { input: { kind: 'speech', text: '', confidence: 0 } }],
    ['words were probably others', { input: { kind: 'speech', text: 'Sundays', confidence: 0.3 } }],
    ['another engine began', { said: 'No, ' }],
  ])('are not shared where %s', async (_, patch) => {
    await reply(patch);
    await reply(patch);
    expect(inner.requests).toHaveLength(2);
  });

  it.each<[string, () => (ReplyEvent | Error)[]]>([
    ['a model failed in the middle', () => [words('No, '), new ProviderError('fake', 'transient', 'no')]],
    ['a prepared line helped out', () => [words('No, '), words('sorry.', 'fallback')]],
    ['there was nothing to say', () => [{ type: 'tool-call', name: 'x', arguments: {} }]],
  ])('are not kept where %s', async (_, answer) => {
    inner.answer = answer;
    await reply().catch(() => []);
    inner.answer = () => [words('Yes.')];
    expect(await reply()).toEqual([words('Yes.')]);
  });

  it('are not kept of a model that stood in, nor of an engine that remembers calls', async () => {
    const standIn: ReplyEngine = {
      name: 'fake',
      shareable: true,
      health: () => ({ status: 'up' }),
      close: async () => undefined,
      reply: (request, scope) => {
        scope.servedBy?.('another');
        return inner.reply(request, scope);
      },
    };
    for (const each of [standIn, Object.assign(inner, { shareable: false })]) {
      engine = new CachedReplyEngine(each, openCaches(clock));
      await reply();
      await reply();
    }
    expect(inner.requests).toHaveLength(4);
  });

  it('are asked for once by calls that ask at the same time', async () => {
    inner.delayMs = 50;
    const all = Promise.all([reply(), reply({}, testScope('another').scope)]);
    await clock.run(300);
    const [one, two] = await all;
    expect(two).toEqual(one);
    expect(inner.requests).toHaveLength(1);
  });

  it('are not kept of a turn that was over before its answer', async () => {
    inner.delayMs = 50;
    const { scope, abort } = testScope();
    const answer = reply({}, scope).catch(() => []);
    await clock.run(60);
    abort();
    await answer;
    await clock.run(200);
    expect(inner.live).toBe(0);
    const again = reply();
    await clock.run(300);
    expect(await again).toHaveLength(3);
  });

  it('tell when they were given, and not when they were not', async () => {
    const told: string[] = [];
    engine.watchedBy(callId => told.push(callId));
    await reply({}, testScope('one').scope);
    await reply({}, testScope('two').scope);
    inner.answer = () => [new Error('no')];
    await reply({ input: { kind: 'dtmf', digits: '9' } }, testScope('three').scope).catch(() => []);
    expect(told).toEqual(['one', 'two']);
  });
});

describeContract('cached replies', replyEngineContract, {
  make: async () => {
    const clock = new VirtualClock();
    const inner = Object.assign(new FakeReplyEngine(clock), { shareable: true });
    return {
      engine: new CachedReplyEngine(inner, openCaches(clock)),
      pass: ms => clock.run(ms),
      held: () => inner.live,
    };
  },
});
