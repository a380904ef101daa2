import type { CallSnapshot } from '@app/core';
import { TestCall } from './call.spec-kit';

const ask = async (call: TestCall, text = 'hello there'): Promise<void> => {
  call.stt.texts.push(text);
  await call.speak(600);
  await call.silence(500);
};

/** As it comes back from a store. */
const stored = (snapshot: CallSnapshot): CallSnapshot => JSON.parse(JSON.stringify(snapshot)) as CallSnapshot;

const resumed = (from: TestCall): TestCall =>
  new TestCall({ restored: stored(from.conversation.snapshot()) });

describe('A call that is lost and goes on elsewhere', () => {
  it('keeps its history, settings, profile and counts', async () => {
    const lost = new TestCall({ settings: { greeting: 'Hello.' } });
    await lost.silence(1000);
    lost.conversation.command({
      type: 'update',
      patch: { language: 'en-GB', profile: { owner: 'Ada' } },
      token: null,
      eventId: null,
    });
    await ask(lost);
    await lost.silence(2000);
    const call = resumed(lost);
    await call.silence(2000);
    expect(call.said).toEqual([]);
    expect(call.conversation.history).toEqual(lost.conversation.history);
    expect(call.conversation.settings).toEqual(lost.conversation.settings);
    await ask(call, 'and again');
    expect(call.engine.requests.at(-1)).toMatchObject({ turn: 3, settings: { profile: { owner: 'Ada' } } });
    expect(call.engine.requests.at(-1)?.history.map(entry => entry.text)).toEqual([
      'Hello.',
      'hello there',
      'You said: hello there.',
    ]);
    call.conversation.end('caller');
    const { report } = call.of('ended')[0]!;
    expect(report.turns).toBe(2);
    expect(report.durationMs).toBeGreaterThan(7000);
    expect(report.latencies.firstAudioMs).toHaveLength(3);
  });

  it('keeps of an answer what was heard of it', async () => {
    const lost = new TestCall();
    await ask(lost);
    await lost.silence(600);
    const call = resumed(lost);
    const [, answer] = call.conversation.history;
    expect(answer).toMatchObject({ role: 'assistant', interrupted: true });
    expect('You said: hello there.'.startsWith(answer!.text)).toBe(true);
    expect(answer!.text).not.toBe('');
    expect(lost.conversation.snapshot().heard?.heardMs).toBeGreaterThan(300);
  });

  it('is first answered what the caller asked before nothing came', async () => {
    const lost = new TestCall();
    lost.engine.delayMs = 1000;
    await ask(lost);
    expect(lost.said).toEqual([]);
    const call = resumed(lost);
    await call.silence(2000);
    expect(call.said).toEqual(['You said: hello there.']);
    expect(call.conversation.snapshot().counters.turns).toBe(1);
    expect(call.conversation.history.map(entry => entry.text)).toEqual([
      'hello there',
      'You said: hello there.',
    ]);
  });

  it('tells what it was also when it is over', async () => {
    const lost = new TestCall();
    await ask(lost);
    await lost.silence(600);
    const before = stored(lost.conversation.snapshot());
    lost.conversation.end('vanished');
    expect(stored(lost.conversation.snapshot())).toEqual(before);
  });

  it('says so whenever there is something new to keep: a turn begins, is answered, settings change', async () => {
    const call = new TestCall();
    await ask(call);
    expect(call.snapshots.at(-1)).toMatchObject({ unanswered: 'hello there', history: [] });
    await call.silence(2000);
    expect(call.snapshots.at(-1)).toMatchObject({ unanswered: null, history: [{}, {}] });
    call.conversation.command({
      type: 'update',
      patch: { language: 'zh-CN' },
      token: null,
      eventId: null,
    });
    expect(call.snapshots.at(-1)?.settings.language).toBe('zh-CN');
  });
});

describe('What is said from outside', () => {
  it('waits until nobody speaks', async () => {
    const call = new TestCall();
    await call.speak(400);
    call.conversation.command({ type: 'say', text: 'One moment please.' });
    expect(call.conversation.atRest).toBe(false);
    await ask(call);
    await call.silence(4000);
    expect(call.said).toEqual(['You said: hello there.', 'One moment please.']);
    expect(call.conversation.atRest).toBe(true);
  });

  it('is asked of whoever carries the call where it is a transfer', () => {
    const call = new TestCall();
    call.conversation.command({ type: 'transfer', to: '+4930123' });
    expect(call.of('tool-call')).toMatchObject([{ name: 'transfer_call', arguments: { to: '+4930123' } }]);
  });
});
