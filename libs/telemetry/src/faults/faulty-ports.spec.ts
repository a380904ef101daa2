import { defaultSettings, noDeadline, unhurried } from '@app/core';
import type { CallId, ReplyEngine, ReplyEvent, Scope, SpeechPart, SynthesisRequest } from '@app/core';
import { FakeTextToSpeech, VirtualClock, collect } from '@app/testing';
import { Faults } from './faults';
import type { Fault } from './faults';
import { FaultyReplyEngine, FaultyTextToSpeech } from './faulty-ports';

const BAD = 'bad' as CallId;
const scopeOf = (callId: CallId): Scope => ({
  callId,
  signal: new AbortController().signal,
  deadline: noDeadline,
});

const engine: ReplyEngine = {
  name: 'engine',
  health: () => ({ status: 'up' }),
  close: () => Promise.resolve(),
  async *reply() {
    yield { type: 'text', text: 'Hello you.', source: 'model' };
  },
};

describe('a call with faults', () => {
  let clock: VirtualClock;
  let faults: Faults;
  let answered: string[];

  beforeEach(() => {
    clock = new VirtualClock();
    faults = new Faults();
    answered = [];
  });

  const order = (stage: Fault['stage'], kind: Fault['kind']): void =>
    faults.order(BAD, [{ stage, kind, delayMs: 500 }]);

  const ask = async (callId: CallId): Promise<void> => {
    const request = {
      ...unhurried,
      turn: 1,
      input: { kind: 'text', text: 'hi' },
      history: [],
      settings: defaultSettings,
    } as const;
    const events: AsyncIterable<ReplyEvent> = new FaultyReplyEngine(engine, faults, clock).reply(
      request,
      scopeOf(callId),
    );
    for await (const event of events) if (event.type === 'text') answered.push(event.text);
  };

  it('has other words, or fails, while another call goes on as ever', async () => {
    order('ai_generation', 'garble');
    await ask(BAD);
    await ask('good' as CallId);
    expect(answered).toEqual(['xxxxx xxx.', 'Hello you.']);
    order('ai_generation', 'fail');
    await expect(ask(BAD)).rejects.toMatchObject({ code: 'provider_transient' });
    faults.order(BAD, []);
    await ask(BAD);
    expect(answered).toHaveLength(3);
  });

  it('is answered later', async () => {
    order('ai_generation', 'delay');
    const asked = ask(BAD);
    await clock.run(480);
    expect(answered).toEqual([]);
    await clock.run(40);
    await asked;
    expect(answered).toEqual(['Hello you.']);
  });

  describe('has a voice that', () => {
    const SAID: SynthesisRequest = { text: 'Hello.', language: 'en-US', voice: null, sampleRate: 8000 };

    const speak = (signal = new AbortController().signal): Promise<SpeechPart[]> => {
      const voice = new FaultyTextToSpeech(new FakeTextToSpeech(clock), faults, clock);
      return collect(voice.synthesize(SAID, { ...scopeOf(BAD), signal }));
    };
    const soundOf = (parts: readonly SpeechPart[]): number[] =>
      parts.flatMap(part => (part.type === 'pcm' ? [...part.frame.pcm] : []));

    it('is noise of the same length, with the same words', async () => {
      const whole = await speak();
      order('text_to_speech', 'garble');
      const noisy = await speak();
      const shapeOf = (parts: readonly SpeechPart[]): unknown[] =>
        parts.map(part => (part.type === 'pcm' ? [part.frame.at, part.frame.pcm.length] : part));
      expect(shapeOf(noisy)).toEqual(shapeOf(whole));
      expect(new Set(soundOf(whole)).size).toBe(1);
      expect(new Set(soundOf(noisy)).size).toBeGreaterThan(100);
    });

    it('speaks later, or not at all where the turn is over before', async () => {
      order('text_to_speech', 'delay');
      const told: string[] = [];
      const spoken = speak().then(parts => told.push(`${parts.length} parts`));
      await clock.run(480);
      expect(told).toEqual([]);
      await clock.run(40);
      await spoken;
      expect(told).toEqual(['3 parts']);
      const turn = new AbortController();
      const dropped = speak(turn.signal);
      turn.abort(new Error('the turn is over'));
      await expect(dropped).rejects.toThrow('the turn is over');
      expect(clock.active).toBe(0);
    });

    it('fails', async () => {
      order('text_to_speech', 'fail');
      await expect(speak()).rejects.toMatchObject({ code: 'provider_transient', provider: 'fault' });
    });
  });
});
