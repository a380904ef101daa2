import {
  Conversation,
  Fillers,
  PlayoutTicker,
  SpeculationAccount,
  TurnsInProgress,
  defaultBudget,
  defaultLimits,
  endpointingStrategies,
  roomForAll,
} from '@app/conversation';
import { defaultSettings } from '@app/core';
import type { CallEvent, CallId, Clock, Provider, ProviderKind } from '@app/core';
import {
  Breakers,
  GuardedReplyEngine,
  GuardedSpeechToText,
  GuardedTextToSpeech,
  ProviderChain,
  defaultGuardLimits,
} from '@app/resilience';
import {
  FakeReplyEngine,
  FakeSpeechToText,
  FakeTextToSpeech,
  FakeVoiceActivity,
  VirtualClock,
  silentObserver,
} from '@app/testing';
import { FaultyReplyEngine, FaultySpeechToText, FaultyTextToSpeech, faults } from './support/faulty';
import type { FaultName } from './support/faulty';

const SAID = 'Where is my parcel?';
const SPEECH = new Int16Array(320).fill(5000);
const SILENCE = new Int16Array(320);
/** From the commit, the reply must be heard by then, or a prepared answer; a stand-in is asked after so long at most. */
const DEADLINE_MS = defaultLimits.replyWaitMs;
const FALLBACK_MS = defaultGuardLimits.firstItemMs + defaultGuardLimits.stallMs;

interface Row {
  readonly kind: ProviderKind;
  readonly fault: FaultName;
  readonly standIn: boolean;
}

const rows: Row[] = (['stt', 'ai', 'tts'] as const).flatMap(kind =>
  faults.flatMap(fault => [true, false].map(standIn => ({ kind, fault, standIn }))),
);

/** A call whose first provider of one kind misbehaves in every request, in virtual time. */
class StruckCall {
  readonly clock = new VirtualClock();
  readonly events: { readonly at: number; readonly event: CallEvent }[] = [];
  readonly told: string[] = [];
  readonly frames: number[] = [];
  readonly conversation: Conversation;
  private readonly ears: readonly FakeSpeechToText[];

  constructor({ kind, fault, standIn }: Row) {
    const { clock } = this;
    const stt = kind === 'stt' ? new FaultySpeechToText(clock, fault) : new FakeSpeechToText(clock);
    const otherStt = new FakeSpeechToText(clock);
    this.ears = [stt, otherStt];
    const ai = kind === 'ai' ? new FaultyReplyEngine(clock, fault) : new FakeReplyEngine(clock);
    const tts = kind === 'tts' ? new FaultyTextToSpeech(clock, fault) : new FakeTextToSpeech(clock);
    const with2 = <Port extends Provider>(of: ProviderKind, first: Port, second: Port): ProviderChain<Port> =>
      this.chain(of, standIn && of === kind ? [first, second] : [first]);
    const textToSpeech = new GuardedTextToSpeech(with2('tts', tts, new FakeTextToSpeech(clock)));
    this.conversation = new Conversation(
      {
        clock,
        ticker: new PlayoutTicker(clock),
        inProgress: new TurnsInProgress(),
        places: roomForAll,
        voiceActivity: new FakeVoiceActivity(),
        speechToText: new GuardedSpeechToText(with2<FakeSpeechToText>('stt', stt, otherStt)),
        replyEngine: new GuardedReplyEngine(with2('ai', ai, new FakeReplyEngine(clock))),
        textToSpeech,
        endpointing: endpointingStrategies.fixed(450),
        limits: { ...defaultLimits, speculations: 0, quietPromptMs: 0 },
        budget: defaultBudget,
        speculation: new SpeculationAccount(0.6),
        fillers: new Fillers(textToSpeech),
        idleTimeoutMs: 0,
      },
      {
        callId: 'call' as CallId,
        settings: defaultSettings,
        listenRate: 16_000,
        delivery: { kind: 'frames', sampleRate: 16_000, leadMs: 60 },
        stages: { callerAudio: [], callerText: [], assistantText: [] },
        observer: silentObserver,
        out: {
          frame: () => this.frames.push(clock.now()),
          event: event => this.events.push({ at: clock.now(), event }),
        },
        restored: null,
        changed: () => undefined,
      },
    );
    this.conversation.start();
  }

  /** The caller says something, and is then silent for so long. */
  async turn(ms: number): Promise<void> {
    for (const ear of this.ears) ear.texts.splice(0, Infinity, SAID, SAID);
    await this.stream(SPEECH, 1000);
    await this.stream(SILENCE, ms);
  }

  parts(since: number): string[] {
    return this.events.flatMap(({ at, event }) =>
      at >= since && event.type === 'reply-part' && event.text !== '' ? [event.text] : [],
    );
  }

  /** From then to the first sound of a reply; null where there was none. */
  silenceMs(since: number): number | null {
    const first = this.frames.find(at => at >= since);
    return first === undefined ? null : first - since;
  }

  private chain<Port extends Provider>(kind: ProviderKind, all: [Port, ...Port[]]): ProviderChain<Port> {
    const { clock }: { clock: Clock } = this;
    return new ProviderChain(kind, all, {
      clock,
      breakers: new Breakers({ failureThreshold: 1000, resetMs: 60_000 }),
      limits: defaultGuardLimits,
      observer: {
        firstItem: () => undefined,
        attempt: (_kind, provider, outcome) => this.told.push(`${provider} ${outcome}`),
        fellBack: (_kind, from, to) => this.told.push(`${from} → ${to}`),
      },
    });
  }

  private async stream(frame: Int16Array, ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 20) {
      this.conversation.hear(frame, 16_000);
      await this.clock.run(20);
    }
  }
}

/** What a caller hears when a provider has a bad minute: every turn ends in an answer, in time, and never in two. */
describe('A turn, whatever a provider does', () => {
  const table: string[] = [];
  afterAll(() => {
    process.stdout.write(
      `\n${['| provider | fault | stand-in | first sound after, ms | the caller hears |', '| --- | --- | --- | --- | --- |', ...table].join('\n')}\n`,
    );
  });

  it.each(rows)('$kind: $fault, stand-in: $standIn', async row => {
    const call = new StruckCall(row);
    const spokeUntil = 1000;
    await call.turn(25_000);
    const heard = call.parts(0);
    const silence = call.silenceMs(spokeUntil);
    table.push(
      `| ${row.kind} | ${row.fault} | ${row.standIn ? 'yes' : 'no'} | ${silence ?? '–'} | ${heard.join(' ')} |`,
    );
    call.conversation.end('caller');
    await call.clock.run(1000);

    // Where the voice itself is out of order and nobody stands in, what is left is the text.
    if (row.kind !== 'tts' || row.standIn) {
      expect(silence).not.toBeNull();
      expect(silence!).toBeLessThanOrEqual(450 + 2500 + DEADLINE_MS + FALLBACK_MS);
    }
    const ended = call.events.filter(({ event }) => event.type === 'ended');
    expect(heard.length > 0 || ended.length > 0).toBe(true);
    // None twice: nothing that was said is said again. A voice that stalls with nobody to stand in is given one more try.
    const again = heard.length - new Set(heard).size;
    expect(again).toBeLessThanOrEqual(row.kind === 'tts' && row.fault === 'stall' && !row.standIn ? 1 : 0);
    if (row.standIn) expect(heard.join(' ')).toContain(`You said: ${SAID}`);
    expect(call.clock.active).toBe(0);
  });

  it('that is struck once is answered as if nothing had been, by the one that stands in', async () => {
    const call = new StruckCall({ kind: 'ai', fault: 'refuse', standIn: true });
    await call.turn(8000);
    expect(call.parts(0)).toEqual([`You said: ${SAID}.`]);
    expect(call.told).toContain('first → fake');
  });
});
