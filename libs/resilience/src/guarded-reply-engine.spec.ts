import { ProviderError, defaultSettings, unhurried } from '@app/core';
import type { ReplyEvent, ReplyRequest } from '@app/core';
import { FakeReplyEngine, VirtualClock } from '@app/testing';
import { GuardedReplyEngine } from './guarded-reply-engine';
import { STALL_MS, TestChain } from './guards.spec-kit';

class Engine extends FakeReplyEngine {
  override readonly name: string;
  constructor(name: string, clock: VirtualClock) {
    super(clock);
    this.name = name;
  }
}

const text = (words: string): ReplyEvent => ({ type: 'text', text: words, source: 'model' });
const usage: ReplyEvent = { type: 'usage', inputTokens: 1, outputTokens: 0 };
const transient = new ProviderError('first', 'transient', 'boom');

const request: ReplyRequest = {
  ...unhurried,
  input: { kind: 'text', text: 'hello' },
  turn: 1,
  history: [],
  settings: defaultSettings,
};

describe('A chain of reply engines', () => {
  let clock: VirtualClock;
  let first: Engine;
  let second: Engine;
  const guard = (retries = 0): [GuardedReplyEngine, TestChain<Engine>] => {
    const test = new TestChain(clock, 'ai', [first, second], retries);
    return [new GuardedReplyEngine(test.chain), test];
  };

  beforeEach(() => {
    clock = new VirtualClock();
    first = new Engine('first', clock);
    second = new Engine('second', clock);
    second.answer = () => [text('From the second.')];
  });

  async function answer(retries = 0): Promise<{ words: string; error: unknown; told: string[] }> {
    const [engine, test] = guard(retries);
    const { items, error } = await test.collect(engine.reply(request, test.scope));
    expect(first.live + second.live).toBe(0);
    expect(clock.active).toBe(0);
    return {
      words: items.map(each => (each.type === 'text' ? each.text : '')).join(''),
      error,
      told: test.told,
    };
  }

  it('passes on what the first one says', async () => {
    first.answer = () => [usage, text('One '), text('two.'), usage];
    expect(await answer()).toEqual({ words: 'One two.', error: null, told: ['first ok'] });
    expect(second.requests).toHaveLength(0);
  });

  it('asks the second where the first fails, or ends without a word', async () => {
    first.answer = () => [transient];
    expect((await answer()).words).toBe('From the second.');
    first.answer = () => [usage];
    const { words, told } = await answer();
    expect(words).toBe('From the second.');
    expect(told).toEqual(['first error', 'first → second', 'second ok']);
  });

  it('measures its patience to the first word, not to any sign of life', async () => {
    first.answer = () => [usage, usage, usage, text('Too late.')];
    first.delayMs = 900;
    const { words, told } = await answer();
    expect(words).toBe('From the second.');
    expect(told[0]).toBe('first timeout');
  });

  it('has the second go on where the first stopped in the middle, and says nothing twice', async () => {
    first.answer = () => [text('The first half, '), transient];
    second.answer = asked => [text(`then the rest after "${asked.said ?? ''}"`)];
    const { words, told } = await answer();
    expect(words).toBe('The first half, then the rest after "The first half, "');
    expect(told).toEqual(['first error', 'first → second', 'second ok']);
  });

  it('counts who falls silent in the middle as late, and still tells how soon it began', async () => {
    first.delayMs = 100;
    first.answer = () => [text('The first half, '), text('and no more.')];
    const [engine, test] = guard();
    const reading = (async () => {
      for await (const event of engine.reply(request, test.scope))
        if (event.type === 'text') first.delayMs = STALL_MS + 1;
    })();
    await clock.run(20_000);
    await reading;
    expect(test.told).toEqual(['first timeout', 'first → second', 'second ok']);
    expect(test.begun[0]).toBe('first 100');
  });

  it('counts an answer that nobody wants to hear the end of as cancelled, and once', async () => {
    first.answer = () => [text('One '), text('two.')];
    const [engine, test] = guard();
    const reading = (async () => {
      for await (const event of engine.reply(request, test.scope)) if (event.type === 'text') break;
    })();
    await clock.run(100);
    await reading;
    expect(test.told).toEqual(['first cancelled']);
    expect(first.live).toBe(0);
  });

  it('asks the same one again where that may help, and only while nothing was said', async () => {
    let times = 0;
    first.answer = () => (++times === 1 ? [transient] : [text('Now.')]);
    expect((await answer(1)).words).toBe('Now.');
    first.answer = () => [new ProviderError('first', 'auth', 'no')];
    const { told } = await answer(1);
    expect(told).toEqual(['first error', 'first → second', 'second ok']);
  });

  it('throws what the last one threw', async () => {
    first.answer = () => [transient];
    second.answer = () => [new ProviderError('second', 'quota', 'enough')];
    expect((await answer()).error).toMatchObject({ code: 'provider_quota' });
  });

  it('leaves one alone that failed five times in a row', async () => {
    first.answer = () => [transient];
    const [engine, test] = guard();
    for (let i = 0; i < 6; i++) await test.collect(engine.reply(request, test.scope));
    expect(first.requests).toHaveLength(5);
    expect(test.told.at(-3)).toBe('first refused');
    expect(engine.health()).toMatchObject({ status: 'degraded' });
  });

  it('stops with the turn, and holds that against nobody', async () => {
    first.delayMs = 1000;
    const [engine, test] = guard();
    const reading = test.collect(engine.reply(request, test.scope), 100);
    test.abort.abort(new Error('over'));
    const { error } = await reading;
    expect(error).toMatchObject({ message: 'over' });
    expect(second.requests).toHaveLength(0);
    expect(first.live).toBe(0);
    expect(test.told).toEqual(['first cancelled']);
  });
});
