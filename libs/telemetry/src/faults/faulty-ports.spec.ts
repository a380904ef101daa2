import { defaultSettings, noDeadline, unhurried } from '@app/core';
import type {
  CallId,
  ReplyEngine,
  ReplyEvent,
  Scope,
  SpeechToText,
  Transcript,
  TranscriptSink,
} from '@app/core';
import { VirtualClock } from '@app/testing';
import { Faults } from './faults';
import type { Fault } from './faults';
import { FaultyReplyEngine, FaultySpeechToText } from './faulty-ports';

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

  it('is understood wrongly, late or not at all', () => {
    const told: string[] = [];
    let inner: TranscriptSink | null = null;
    const recogniser: SpeechToText = {
      name: 'recogniser',
      health: () => ({ status: 'up' }),
      close: () => Promise.resolve(),
      open: (_options, sink) => {
        inner = sink;
        return { write: () => undefined, endUtterance: () => undefined, close: () => undefined };
      },
    };
    const options = { language: 'en-US', sampleRate: 16_000, phrases: [] };
    const sink: TranscriptSink = {
      transcript: ({ text }) => told.push(text),
      failed: error => told.push(error.code),
    };
    const recognition = new FaultySpeechToText(recogniser, faults, clock).open(options, sink, scopeOf(BAD));
    const partial: Transcript = { type: 'partial', utterance: 0, text: 'hello', stable: false };
    order('speech_to_text', 'garble');
    inner!.transcript(partial);
    order('speech_to_text', 'delay');
    inner!.transcript(partial);
    expect(told).toEqual(['xxxxx']);
    clock.advance(500);
    order('speech_to_text', 'fail');
    inner!.transcript(partial);
    inner!.transcript(partial);
    expect(told).toEqual(['xxxxx', 'hello', 'provider_transient']);
    recognition.close();
  });
});
