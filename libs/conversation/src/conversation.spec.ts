import { ProviderError, VoiceUnavailableError } from '@app/core';
import { FewPlaces, TestCall } from './call.spec-kit';

const hello = async (call: TestCall, text = 'hello there'): Promise<void> => {
  call.stt.texts.push(text);
  await call.speak(600);
  await call.silence(500);
};

describe('A call', () => {
  it('is answered after the caller fell silent, paced as it is heard', async () => {
    const call = new TestCall();
    await hello(call);
    expect(call.of('transcript').at(-1)).toMatchObject({ text: 'hello there', isFinal: true });
    expect(call.said).toEqual(['You said: hello there.']);
    expect(call.sentMs).toBeLessThanOrEqual(60 + 60);
    await call.silence(500);
    expect(call.sentMs).toBeGreaterThan(500);
    expect(call.sentMs).toBeLessThanOrEqual(620);
    await call.silence(1000);
    expect(call.sentMs).toBe('You said: hello there.'.length * 50 + 0);
    expect(call.conversation.stateName).toBe('listening');
    expect(call.conversation.history).toMatchObject([
      { role: 'caller', text: 'hello there' },
      { role: 'assistant', text: 'You said: hello there.', interrupted: false },
    ]);
  });

  it('tells the stages of a turn in order', async () => {
    const call = new TestCall();
    await hello(call);
    await call.silence(2000);
    expect(call.of('stage-finished').map(event => event.stage)).toEqual([
      'audio_preprocessing',
      'speech_to_text',
      'ai_generation',
      'text_to_speech',
      'completed',
    ]);
  });

  it('gives the recogniser the sound before the onset, and each frame once', async () => {
    const call = new TestCall();
    await call.silence(1000);
    await hello(call);
    const [utterance] = call.stt.last.frames;
    expect(utterance![0]).toBe(1000 - 320);
    expect(new Set(utterance).size).toBe(utterance!.length);
    expect(utterance).toEqual([...utterance!].sort((a, b) => a - b));
  });

  it('lets the caller pause in the middle of a turn', async () => {
    const call = new TestCall();
    call.stt.texts.push('one two');
    await call.speak(400);
    await call.silence(300);
    await call.speak(400);
    await call.silence(500);
    expect(call.engine.requests).toHaveLength(1);
  });

  it('stops for a caller who interrupts, and remembers only what was heard', async () => {
    const call = new TestCall();
    call.engine.answer = () => [
      { type: 'text', text: 'One two three four five six seven.', source: 'script' },
    ];
    await hello(call);
    await call.silence(500);
    const before = call.sentMs;
    await call.speak(100);
    call.stt.last.partial('stop', true);
    expect(call.of('playout-cleared')).toHaveLength(1);
    const [cleared] = call.of('playout-cleared');
    expect(cleared!.heardMs).toBeLessThanOrEqual(before + 60);
    expect(cleared!.heardText).toBe('One two');
    expect(call.conversation.history.at(-1)).toMatchObject({ text: 'One two', interrupted: true });
    const after = call.sentMs;
    call.stt.texts.push('stop it');
    await call.speak(300);
    await call.silence(600);
    expect(call.sentMs).toBeGreaterThan(after);
    expect(call.engine.requests.at(-1)?.input).toMatchObject({ text: 'stop it' });
    call.conversation.end('caller');
    expect(call.of('ended')[0]).toMatchObject({ report: { turns: 2, interruptions: 1 } });
  });

  it('goes on where it stopped after a sound without words', async () => {
    const call = new TestCall();
    await hello(call);
    await call.silence(300);
    await call.speak(200);
    const paused = call.sentMs;
    await call.silence(100);
    expect(call.sentMs).toBe(paused);
    await call.silence(2000);
    expect(call.of('playout-cleared')).toHaveLength(0);
    expect(call.sentMs).toBe('You said: hello there.'.length * 50);
    expect(call.conversation.stateName).toBe('listening');
  });

  it('answers both parts together when the caller goes on before a word of the reply', async () => {
    const call = new TestCall();
    call.engine.delayMs = 1000;
    await hello(call, 'I would like');
    call.stt.texts.push('a taxi');
    await call.speak(400);
    await call.silence(600);
    expect(call.engine.requests.at(-1)?.input).toMatchObject({ text: 'I would like a taxi' });
    await call.silence(4000);
    expect(call.conversation.history.filter(entry => entry.role === 'caller')).toHaveLength(1);
    expect(call.said).toEqual(['One moment,', 'You said: I would like a taxi.']);
  });

  it('does not stop for a caller who may not interrupt, and answers afterwards', async () => {
    const call = new TestCall({ settings: { interruptible: false } });
    await hello(call);
    await call.silence(300);
    call.stt.texts.push('wait');
    await call.speak(300);
    await call.silence(3000);
    expect(call.of('playout-cleared')).toHaveLength(0);
    expect(call.said).toEqual(['You said: hello there.', 'You said: wait.']);
  });

  it('asks again when speech was not understood, and ignores a short noise', async () => {
    const call = new TestCall();
    await call.speak(100);
    await call.silence(1000);
    expect(call.engine.requests).toHaveLength(0);
    await call.speak(900);
    await call.silence(1000);
    expect(call.engine.requests.map(request => request.input)).toEqual([
      { kind: 'speech', text: '', confidence: 0 },
    ]);
  });

  it('uses what it has when the final words never come', async () => {
    const call = new TestCall();
    call.stt.finalAfterMs = null;
    await call.speak(300);
    call.stt.last.partial('hello');
    await call.silence(5000);
    expect(call.engine.requests[0]?.input).toMatchObject({ text: 'hello' });
  });

  it('says a prepared answer when the reply engine fails, when it is late, and when the recogniser dies', async () => {
    const failing = new TestCall();
    failing.engine.answer = () => [new ProviderError('fake', 'transient', 'boom')];
    await hello(failing);
    await failing.silence(500);
    expect(failing.said[0]).toContain('cannot answer');

    const late = new TestCall();
    late.engine.delayMs = 60_000;
    await hello(late);
    await late.silence(3100);
    expect(late.said.at(-1)).toContain('too long');
    expect(late.engine.live).toBe(0);

    const deaf = new TestCall();
    await deaf.speak(300);
    deaf.stt.last.fail(new ProviderError('fake', 'transient', 'gone'));
    await deaf.silence(500);
    expect(deaf.said[0]).toContain('could not hear you');
    deaf.stt.texts.push('once more');
    await deaf.silence(5000);
    await hello(deaf, 'once more');
    expect(deaf.stt.opened).toHaveLength(2);
    expect(deaf.said.at(-1)).toBe('You said: once more.');
  });

  it('offers the keypad when hearing fails for good, and takes it', async () => {
    const call = new TestCall();
    await call.speak(300);
    call.stt.last.fail(new ProviderError('fake', 'unavailable', 'nobody listens'));
    await call.silence(8000);
    expect(call.said.join(' ')).toContain('keypad');
    for (const digit of '12#') call.conversation.command({ type: 'dtmf', digit, durationMs: 100 });
    await call.silence(2000);
    expect(call.said.at(-1)).toBe('You said: 12.');
  });

  it('waits for its place among the turns that are answered at once, and leaves it when it is heard', async () => {
    const places = new FewPlaces();
    const call = new TestCall({ places });
    await hello(call);
    await call.silence(400);
    expect(call.engine.requests).toHaveLength(0);
    places.admit();
    await call.silence(1000);
    expect(call.said.at(-1)).toBe('You said: hello there.');
    expect(places.left).toEqual([true]);
    call.conversation.end('caller');
    expect(places.left).toEqual([true]);
  });

  it('says that there is too much to do when there is no place in time, and gives none away when it ends', async () => {
    const places = new FewPlaces();
    const call = new TestCall({ places });
    await hello(call);
    places.turnAway();
    await call.silence(500);
    expect(call.said[0]).toContain('very busy');
    expect(call.engine.requests).toHaveLength(0);

    const gone = new TestCall({ places });
    await hello(gone);
    gone.conversation.end('caller');
    places.admit();
    await gone.silence(100);
    expect(places.left).toEqual([false]);
  });

  it('gives up a turn rather than loop when even the prepared answer fails', async () => {
    const call = new TestCall();
    call.engine.answer = () => [new Error('boom')];
    call.tts.failure = new Error('no voice today');
    await hello(call);
    await call.silence(3000);
    expect(call.said[0]).toContain('cannot answer');
    expect(call.conversation.stateName).toBe('listening');
  });

  it('keeps a reply as text when there is no voice for it, and says so once', async () => {
    const call = new TestCall();
    call.tts.failure = new VoiceUnavailableError('no voice for zh-CN');
    await hello(call);
    await call.silence(500);
    await hello(call);
    await call.silence(500);
    expect(call.said).toHaveLength(2);
    expect(call.of('problem').map(problem => problem.code)).toEqual(['voice_unavailable']);
    expect(call.conversation.stateName).toBe('listening');
  });

  it('ends when the assistant does, after its last word was heard', async () => {
    const call = new TestCall();
    call.engine.answer = () => [
      { type: 'tool-call', name: 'end_call', arguments: {} },
      { type: 'text', text: 'Goodbye.', source: 'script' },
    ];
    await hello(call);
    expect(call.of('reply-part')[0]).toMatchObject({ isLast: true, shouldTerminate: true });
    expect(call.of('ended')).toHaveLength(0);
    await call.silence(500);
    expect(call.of('ended')[0]).toMatchObject({
      reason: 'assistant',
      report: { turns: 1, interruptions: 0 },
    });
    expect(call.sentMs).toBe(400);
  });

  it('streams sentences, each numbered, the last marked', async () => {
    const call = new TestCall();
    call.engine.answer = () => [
      { type: 'text', text: 'Yes, I am', source: 'model' },
      { type: 'text', text: ' here. How can', source: 'model' },
      { type: 'text', text: ' I help?', source: 'model' },
    ];
    await hello(call);
    await call.silence(3000);
    expect(call.of('reply-part').map(part => [part.part, part.text, part.isLast])).toEqual([
      [0, 'Yes, I am here.', false],
      [1, 'How can I help?', true],
    ]);
  });

  it('takes text, digits and interrupt as input', async () => {
    const call = new TestCall();
    call.conversation.command({ type: 'text', text: 'typed' });
    await call.silence(200);
    expect(call.said).toEqual(['You said: typed.']);
    call.conversation.command({ type: 'interrupt' });
    expect(call.of('playout-cleared')).toHaveLength(1);
    call.conversation.command({ type: 'dtmf', digit: '1', durationMs: 100 });
    call.conversation.command({ type: 'dtmf', digit: '2', durationMs: 100 });
    call.conversation.command({ type: 'dtmf', digit: '#', durationMs: 100 });
    await call.silence(100);
    expect(call.engine.requests.at(-1)?.input).toEqual({ kind: 'dtmf', digits: '12' });
    call.conversation.command({ type: 'dtmf', digit: '7', durationMs: 100 });
    await call.silence(1300);
    expect(call.engine.requests.at(-1)?.input).toEqual({ kind: 'dtmf', digits: '7' });
  });

  it('answers an interrupt even when nothing is being said', () => {
    const call = new TestCall();
    call.conversation.command({ type: 'interrupt' });
    expect(call.of('playout-cleared')).toMatchObject([{ heardMs: 0, heardText: '' }]);
  });

  it('echoes marks when what was before them was played, or cleared', async () => {
    const call = new TestCall();
    call.conversation.command({ type: 'mark', name: 'nothing queued' });
    await call.nothing(20);
    expect(call.of('mark')).toEqual([{ type: 'mark', name: 'nothing queued', status: 'played' }]);
    await hello(call);
    call.conversation.command({ type: 'mark', name: 'after the reply' });
    await call.silence(400);
    expect(call.of('mark')).toHaveLength(1);
    await call.silence(1000);
    expect(call.of('mark').at(-1)).toMatchObject({ name: 'after the reply', status: 'played' });
    await hello(call);
    call.conversation.command({ type: 'mark', name: 'cut short' });
    call.conversation.command({ type: 'interrupt' });
    expect(call.of('mark').at(-1)).toMatchObject({ name: 'cut short', status: 'cleared' });
  });

  it('greets first when it has a greeting, once', async () => {
    const call = new TestCall({ settings: { greeting: 'Good morning.' } });
    await call.silence(1000);
    call.conversation.command({ type: 'update', patch: { greeting: 'Again.' }, token: null, eventId: 'e1' });
    await call.silence(1000);
    expect(call.said).toEqual(['Good morning.']);
    expect(call.of('settings-updated')).toMatchObject([{ eventId: 'e1', settings: { greeting: 'Again.' } }]);
  });

  it('ends the utterance of a caller whose audio just stops', async () => {
    const call = new TestCall();
    call.stt.texts.push('hello');
    await call.speak(500);
    await call.nothing(1500);
    expect(call.said).toEqual(['You said: hello.']);
  });

  it('ends when it was idle for too long, and not before', async () => {
    const call = new TestCall({ idleTimeoutMs: 10_000 });
    await call.nothing(8000);
    await call.silence(1000);
    await call.nothing(9900);
    expect(call.of('ended')).toHaveLength(0);
    await call.nothing(200);
    expect(call.of('ended')).toMatchObject([{ reason: 'idle' }]);
  });

  it.each([0, 300, 620, 1040, 1060, 1120, 1600, 2600])(
    'leaves nothing behind when it is hung up after %d ms',
    async after => {
      const call = new TestCall({ idleTimeoutMs: 60_000 });
      call.engine.delayMs = 20;
      call.tts.delayMs = 20;
      call.stt.finalAfterMs = 20;
      call.stt.texts.push('hello there', 'again');
      const script = [
        [600, true],
        [700, false],
        [400, true],
        [1000, false],
      ] as const;
      let left = after;
      for (const [ms, speech] of script) {
        const part = Math.min(ms, left);
        left -= part;
        await (speech ? call.speak(part) : call.silence(part));
      }
      call.conversation.end('caller');
      const told = call.events.length;
      await call.nothing(5000);
      expect(call.events).toHaveLength(told);
      expect(call.of('ended')).toHaveLength(1);
      expect(call.clock.active).toBe(0);
      expect(call.ticker.size).toBe(0);
      expect(call.vad.live).toBe(0);
      expect(call.engine.live).toBe(0);
      expect(call.inProgress.size).toBe(0);
      expect(call.stt.opened.every(recognition => recognition.closed)).toBe(true);
      expect(call.engine.forgotten).toEqual(['call']);
    },
  );
});
