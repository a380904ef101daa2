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

async function hello(call: TestCall, words = 'hello there'): Promise<void> {
  call.stt.texts.push(words);
  await call.speak(600);
  await call.silence(500);
}

const callerWords = (call: TestCall): string[] =>
  call.conversation.history.filter(entry => entry.role === 'caller').map(entry => entry.text);

describe('A recogniser that is late', () => {
  it('is not waited for when a stable partial was there', async () => {
    const call = new TestCall();
    call.stt.finalAfterMs = 1800;
    await sayStable(call, 'hello there');
    await call.silence(560);
    expect(call.said).toEqual(['You said: hello there.']);
    await call.silence(4000);
    expect(call.engine.requests).toHaveLength(1);
    expect(call.conversation.stateName).toBe('listening');
  });

  it('is waited for a little when its partial may still change', async () => {
    const call = new TestCall({ limits: { finalWait: { stableMs: 50, unstableMs: 400, wordlessMs: 2500 } } });
    call.stt.finalAfterMs = 300;
    call.stt.texts.push('hello there');
    await call.speak(600);
    call.stt.last.partial('yellow');
    await call.silence(900);
    expect(callerWords(call)).toEqual(['hello there']);
  });

  it('has its other final words answered in place of the first, and the caller hears one reply', async () => {
    const call = new TestCall();
    call.engine.delayMs = 100;
    call.stt.finalAfterMs = 100;
    await sayStable(call, 'I want to pay', 'I do not want to pay');
    await call.silence(2500);
    expect(call.said).toEqual(['You said: I do not want to pay.']);
    expect(callerWords(call)).toEqual(['I do not want to pay']);
    expect(call.engine.retracted).toEqual([1]);
    call.conversation.end('caller');
    expect(call.of('ended')[0]).toMatchObject({ report: { turns: 1 } });
  });

  it('has its other final words answered while next to nothing of the first reply was heard', async () => {
    const call = new TestCall();
    call.stt.finalAfterMs = 250;
    await sayStable(call, 'I want to pay', 'I do not want to pay');
    await call.silence(600);
    expect(call.said).toEqual(['You said: I want to pay.']);
    await call.silence(3000);
    expect(call.of('playout-cleared')).toHaveLength(1);
    expect(call.conversation.history.map(entry => entry.text)).toEqual([
      'I do not want to pay',
      'You said: I do not want to pay.',
    ]);
  });

  it('changes only what is remembered when the reply is under way', async () => {
    const call = new TestCall();
    call.stt.finalAfterMs = 800;
    await sayStable(call, 'I want to pay', 'I do not want to pay');
    await call.silence(4000);
    expect(call.said).toEqual(['You said: I want to pay.']);
    expect(callerWords(call)).toEqual(['I do not want to pay']);
  });

  it('is answered after all when its first words come later than the patience for a short sound', async () => {
    const call = new TestCall();
    call.stt.finalAfterMs = 3000;
    call.stt.texts.push('yes');
    await call.speak(200);
    await call.silence(3200);
    expect(call.said).toEqual([]);
    await call.silence(1000);
    expect(call.said).toEqual(['You said: yes.']);
  });
});

describe('Audio that comes all at once', () => {
  it('is cut into the turns it holds: a silence lasts as long as its samples', async () => {
    const call = new TestCall();
    call.stt.texts.push('first', 'second');
    const [speech, silence] = [new Int16Array(16_000).fill(5000), new Int16Array(16_000)];
    for (const second of [speech, silence, speech, silence]) call.conversation.hear(second, 16_000);
    await call.nothing(1000);
    expect(call.stt.last.frames).toHaveLength(2);
    expect(call.engine.requests.at(-1)?.input).toMatchObject({ text: 'first second' });
  });
});

describe('A caller who speaks over the reply', () => {
  const talking = async (answer = 'One two three four five six seven eight nine ten.'): Promise<TestCall> => {
    const call = new TestCall();
    call.engine.answer = () => [text(answer)];
    await hello(call);
    await call.silence(700);
    return call;
  };

  it('is not taken to interrupt with "uh-huh": the reply goes on where it stopped', async () => {
    const call = await talking();
    call.stt.texts.push('uh-huh');
    await call.speak(300);
    call.stt.last.partial('uh');
    call.stt.last.partial('uh-huh', true);
    await call.silence(4000);
    expect(call.of('playout-cleared')).toHaveLength(0);
    expect(call.conversation.history.at(-1)).toMatchObject({ interrupted: false });
    expect(call.engine.requests).toHaveLength(1);
  });

  it('is answered when their "yes" fell into the last part of it', async () => {
    const call = new TestCall();
    call.engine.answer = request =>
      request.turn === 1 ? [text('Shall I take a message?')] : [text('Go ahead.')];
    await hello(call);
    await call.silence(400);
    call.stt.texts.push('yes');
    await call.speak(200);
    await call.silence(3000);
    expect(call.engine.requests.at(-1)?.input).toMatchObject({ text: 'yes' });
    expect(call.said).toEqual(['Shall I take a message?', 'Go ahead.']);
  });

  it('waits for what has to be heard to its end, and is answered then', async () => {
    const call = new TestCall();
    call.engine.answer = request =>
      request.turn === 1 ? [text('This call is recorded. ', { guarded: true })] : [text('Fine.')];
    await hello(call);
    await call.silence(300);
    call.stt.texts.push('stop it now');
    await call.speak(300);
    await call.silence(3000);
    expect(call.of('playout-cleared')).toHaveLength(0);
    expect(call.said).toEqual(['This call is recorded.', 'Fine.']);
  });

  it('interrupts what comes after that', async () => {
    const call = new TestCall();
    call.engine.answer = () => [
      text('This is recorded. ', { guarded: true }),
      text('And this is a very long story about it.'),
    ];
    await hello(call);
    await call.silence(300);
    await call.speak(200);
    call.stt.last.partial('stop it now');
    expect(call.of('playout-cleared')).toHaveLength(0);
    await call.speak(400);
    expect(call.of('playout-cleared')).toHaveLength(1);
    expect(call.of('playout-cleared')[0]!.heardText).toBe('This is recorded.');
  });

  it('gets the next turn answered: interrupted speech blocks nothing', async () => {
    const call = await talking();
    for (let turn = 2; turn < 6; turn++) {
      call.stt.texts.push('stop and listen');
      await call.speak(400);
      call.stt.last.partial('stop and listen');
      await call.silence(800);
      expect(call.engine.requests).toHaveLength(turn);
    }
    expect(call.engine.live).toBe(0);
  });

  it('interrupts by speech that lasts, where the recogniser knows none of it', async () => {
    const call = await talking();
    await call.speak(1600);
    expect(call.of('playout-cleared')).toHaveLength(1);
  });
});

describe('The assistant’s own voice', () => {
  /** Sends back what was heard a while ago, so much quieter. */
  async function echoing(call: TestCall, ms: number, gain: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 20) {
      const heard = call.frames[call.frames.length - 8];
      call.conversation.hear(
        (heard?.pcm ?? new Int16Array(320)).map(sample => sample * gain),
        16_000,
      );
      await call.clock.run(20);
    }
  }

  it('does not interrupt it when it comes back 20 dB down', async () => {
    const call = new TestCall();
    call.engine.answer = () => [text('One two three four five six seven eight nine ten eleven twelve.')];
    await hello(call);
    const told = call.of('speech-started').length;
    await echoing(call, 2000, 0.1);
    expect(call.of('speech-started')).toHaveLength(told);
    await echoing(call, 1500, 0.1);
    expect(call.conversation.history.at(-1)).toMatchObject({ interrupted: false });
  });

  it('does not cover a caller who speaks up over its echo', async () => {
    const call = new TestCall();
    call.engine.answer = () => [text('One two three four five six seven eight nine ten eleven twelve.')];
    await hello(call);
    await echoing(call, 1000, 0.1);
    const sent = call.sentMs;
    await call.speak(200);
    expect(call.sentMs).toBeLessThan(sent + 120);
    expect(call.of('speech-started')).toHaveLength(2);
  });

  it('does not make a quiet caller unheard on a line without echo', async () => {
    const call = new TestCall();
    call.engine.answer = () => [text('One two three four five six seven eight nine ten eleven twelve.')];
    await hello(call);
    await call.silence(2000);
    for (let i = 0; i < 10; i++) {
      call.conversation.hear(new Int16Array(320).fill(100), 16_000);
      await call.clock.run(20);
    }
    expect(call.of('speech-started')).toHaveLength(2);
  });
});

describe('A turn never ends in silence', () => {
  it('is bridged when its budget is spent, and the reply follows', async () => {
    const call = new TestCall();
    call.engine.delayMs = 1500;
    await hello(call);
    await call.silence(450);
    expect(call.said).toEqual(['One moment,']);
    expect(call.sentMs).toBeGreaterThan(0);
    await call.silence(3000);
    expect(call.said).toEqual(['One moment,', 'You said: hello there.']);
    expect(call.of('reply-part').map(part => part.part)).toEqual([0, 1]);
  });

  it('calls for a second choice of the engine before that', async () => {
    const call = new TestCall();
    call.engine.delayMs = 1500;
    await hello(call);
    const [request] = call.engine.requests;
    expect(request!.hurry.aborted).toBe(false);
    await call.silence(300);
    expect(request!.hurry.aborted).toBe(true);
  });

  it('falls back when no word has come in time, however lively the engine is otherwise', async () => {
    const call = new TestCall();
    call.engine.answer = () => [
      { type: 'usage', inputTokens: 1, outputTokens: 0 },
      { type: 'usage', inputTokens: 1, outputTokens: 0 },
      { type: 'usage', inputTokens: 1, outputTokens: 0 },
      text('Too late.'),
    ];
    call.engine.delayMs = 1000;
    await hello(call);
    await call.silence(3100);
    expect(call.said.at(-1)).toContain('too long');
  });

  it('is driven again when the voice stops in the middle, then ended with an apology', async () => {
    const call = new TestCall();
    call.engine.answer = () => [text('The first sentence. '), text('The second one.')];
    call.engine.delayMs = 200;
    await hello(call);
    await call.silence(200);
    call.tts.delayMs = 1_000_000;
    await call.silence(4500);
    expect(call.engine.requests).toHaveLength(2);
    expect(call.of('playout-cleared')[0]).toMatchObject({ heardText: 'The first sentence.' });
    await call.silence(6500);
    expect(call.of('ended')).toMatchObject([{ reason: 'error' }]);
    expect(call.ticker.size).toBe(0);
  });

  it('asks a silent caller for a word, then says goodbye and ends the call', async () => {
    const call = new TestCall({ limits: { quietPromptMs: 8000, quietGoodbyeMs: 5000 } });
    await call.silence(8100);
    expect(call.said).toEqual(['Are you still there?']);
    await call.silence(4000);
    await hello(call);
    await call.silence(2000);
    expect(call.said.at(-1)).toBe('You said: hello there.');
    await call.silence(8000);
    expect(call.said.at(-1)).toBe('Are you still there?');
    await call.silence(12_000);
    expect(call.of('ended')).toMatchObject([{ reason: 'idle' }]);
    expect(call.said.at(-1)).toContain('Goodbye');
  });
});

describe('Reply audio', () => {
  it('is never sent faster than it is heard, so that what was heard is known', async () => {
    const call = new TestCall();
    call.engine.answer = () => [text('One two three four five six seven eight nine ten eleven twelve.')];
    await hello(call);
    const from = call.sentMs;
    for (let passed = 100; passed <= 1500; passed += 100) {
      await call.silence(100);
      expect(call.sentMs - from).toBeLessThanOrEqual(passed + 20);
    }
  });
});
