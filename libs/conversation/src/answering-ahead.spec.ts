import type { ReplyEvent } from '@app/core';
import { TestCall } from './call.spec-kit';

const text = (words: string, more: Partial<Extract<ReplyEvent, { type: 'text' }>> = {}): ReplyEvent => ({
  type: 'text',
  text: words,
  source: 'model',
  ...more,
});

/** The caller says something; the recogniser is sure of it before it says its final word. */
async function sayStable(call: TestCall, words: string, finalWords = words): Promise<void> {
  call.stt.texts.push(finalWords);
  await call.speak(600);
  call.stt.last.partial(words, true);
}

const callerWords = (call: TestCall): string[] =>
  call.conversation.history.filter(entry => entry.role === 'caller').map(entry => entry.text);

describe('An answer begun before the caller has finished', () => {
  const speculating = (): TestCall => {
    const call = new TestCall({ limits: { speculations: 3 } });
    call.engine.delayMs = 300;
    return call;
  };

  it('is heard the moment the turn is committed, and asked for once', async () => {
    const call = speculating();
    await sayStable(call, 'hello there', 'Hello there!');
    await call.silence(460);
    expect(call.said).toEqual(['You said: hello there.']);
    expect(call.engine.requests.map(request => request.tentative)).toEqual([true]);
    expect(call.sentMs).toBeGreaterThan(0);
    await call.silence(3000);
    expect(callerWords(call)).toEqual(['Hello there!']);
  });

  it('is not heard before the turn is committed', async () => {
    const call = speculating();
    call.engine.delayMs = 10;
    await sayStable(call, 'hello there');
    await call.silence(400);
    expect(call.engine.requests).toHaveLength(1);
    expect(call.tts.requests.map(request => request.text)).toContain('You said: hello there.');
    expect(call.said).toEqual([]);
  });

  it('is begun as soon as the recogniser expects no more of a whole sentence, before the silence is certain', async () => {
    const call = speculating();
    call.engine.delayMs = 10;
    call.stt.texts.push('hello there');
    await call.speak(500);
    call.stt.last.partial('hello there', true);
    await call.nothing(20);
    expect(call.conversation.stateName).toBe('hearing');
    expect(call.engine.requests.map(request => request.input)).toMatchObject([{ text: 'hello there' }]);
    await call.silence(1000);
    expect(call.engine.requests).toHaveLength(1);
    expect(call.said).toEqual(['You said: hello there.']);
  });

  it.each([
    ['has to be waited for', { promptMs: 440 }, true],
    ['may still change', {}, false],
  ])('is not begun in mid-speech for a sentence that %s', async (_, limits, stable) => {
    const call = new TestCall({ limits: { speculations: 3, ...limits } });
    await call.speak(500);
    call.stt.last.partial('hello there', stable);
    await call.nothing(50);
    expect(call.engine.requests).toEqual([]);
  });

  it('is thrown away when the caller says more: never two replies', async () => {
    const call = speculating();
    call.stt.texts.push('hello there how are you');
    await call.speak(400);
    call.stt.last.partial('hello there', true);
    await call.silence(300);
    await call.speak(400);
    call.stt.last.partial('hello there how are', false);
    expect(call.engine.live).toBe(0);
    await call.silence(4000);
    expect(call.said).toEqual(['You said: hello there how are you.']);
    expect(call.engine.retracted).toEqual([1]);
  });

  it('does nothing outside before it is used: what it wants done is told with the turn', async () => {
    const call = speculating();
    call.engine.answer = () => [
      { type: 'tool-call', name: 'take_message', arguments: { text: 'call me' } },
      text('I will tell them.'),
    ];
    call.engine.delayMs = 10;
    await sayStable(call, 'please call me');
    await call.silence(400);
    expect(call.engine.requests).toHaveLength(1);
    expect(call.of('tool-call')).toEqual([]);
    await call.silence(200);
    expect(call.of('tool-call')).toMatchObject([{ name: 'take_message', arguments: { text: 'call me' } }]);
  });

  it('is not used when settings changed meanwhile', async () => {
    const call = speculating();
    await sayStable(call, 'hello there');
    await call.silence(200);
    call.conversation.command({ type: 'update', patch: { voice: 'other' }, token: null, eventId: null });
    await call.silence(1500);
    expect(call.engine.requests.map(request => request.settings.voice)).toEqual([null, 'other']);
    expect(call.said).toEqual(['You said: hello there.']);
  });

  it('is begun at most three times a turn', async () => {
    const call = speculating();
    call.stt.texts.push('one two three four five');
    for (const words of [
      'one',
      'one two',
      'one two three',
      'one two three four',
      'one two three four five',
    ]) {
      await call.speak(200);
      call.stt.last.partial(words, true);
      await call.silence(300);
    }
    expect(call.engine.requests).toHaveLength(3);
  });

  it('is given up on while too many are thrown away', async () => {
    const call = speculating();
    for (let i = 0; i < 20; i++) call.speculation.waste();
    await sayStable(call, 'hello there');
    await call.silence(460);
    expect(call.engine.requests.map(request => request.tentative)).toEqual([false]);
  });

  it('leaves nothing behind when the caller hangs up in the middle of it', async () => {
    const call = speculating();
    await sayStable(call, 'hello there');
    await call.silence(200);
    expect(call.engine.live).toBe(1);
    call.conversation.end('caller');
    await call.nothing(1000);
    expect(call.engine.live).toBe(0);
    expect(call.clock.active).toBe(0);
  });
});
