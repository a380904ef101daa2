import { ProviderError, defaultSettings } from '@app/core';
import type { AudioFrame, CallEvent, CallId, CallObserver, CallSettings, CallSnapshot } from '@app/core';
import {
  FakeReplyEngine,
  FakeSpeechToText,
  FakeTextToSpeech,
  FakeVoiceActivity,
  VirtualClock,
  silentObserver,
} from '@app/testing';
import { Conversation } from './conversation';
import type { Delivery } from './conversation-parts';
import { PlayoutTicker } from './playout/ticker';
import { Fillers } from './replying/fillers';
import { SpeculationAccount } from './replying/speculation-account';
import { defaultBudget } from './turn-budget';
import type { EndpointingStrategy } from './endpointing/endpointing-strategy';
import { FixedEndpointing } from './endpointing/fixed-endpointing';
import { defaultLimits } from './turn/turn-policy';
import type { TurnLimits } from './turn/turn-policy';
import { roomForAll } from './turn-places';
import type { TurnPlace, TurnPlaces } from './turn-places';
import { TurnsInProgress } from './turns-in-progress';

export interface TestCallOptions {
  readonly limits?: Partial<TurnLimits>;
  readonly endpointing?: EndpointingStrategy;
  readonly settings?: Partial<CallSettings>;
  readonly delivery?: Delivery;
  readonly idleTimeoutMs?: number;
  readonly places?: TurnPlaces;
  readonly observer?: Partial<CallObserver>;
  /** What this call goes on from. */
  readonly restored?: CallSnapshot;
}

/** Places that are given and refused as the test says. */
export class FewPlaces implements TurnPlaces {
  /** Of each place that was given back, whether its turn was heard. */
  readonly left: boolean[] = [];
  private readonly waiting: PromiseWithResolvers<TurnPlace>[] = [];

  tryEnter(): null {
    return null;
  }

  enter(): Promise<TurnPlace> {
    const waiting = Promise.withResolvers<TurnPlace>();
    this.waiting.push(waiting);
    return waiting.promise;
  }

  admit(): void {
    this.waiting.shift()?.resolve({ leave: heard => this.left.push(heard) });
  }

  turnAway(): void {
    this.waiting.shift()?.reject(new ProviderError('queue', 'busy', 'too much to do'));
  }
}

const FRAME = 320;
const SPEECH = new Int16Array(FRAME).fill(5000);
const SILENCE = new Int16Array(FRAME);

/** A whole call in virtual time: a caller who speaks or is silent for so long, and everything that comes back. */
export class TestCall {
  readonly clock = new VirtualClock();
  readonly vad = new FakeVoiceActivity();
  readonly stt = new FakeSpeechToText(this.clock);
  readonly engine = new FakeReplyEngine(this.clock);
  readonly tts = new FakeTextToSpeech(this.clock);
  readonly ticker = new PlayoutTicker(this.clock);
  readonly inProgress = new TurnsInProgress();
  readonly speculation = new SpeculationAccount(0.6);
  readonly events: CallEvent[] = [];
  readonly frames: AudioFrame[] = [];
  /** As they were whenever the call said that there was something new to keep. */
  readonly snapshots: CallSnapshot[] = [];
  readonly conversation: Conversation;

  constructor(options: TestCallOptions = {}) {
    this.conversation = new Conversation(
      {
        clock: this.clock,
        ticker: this.ticker,
        inProgress: this.inProgress,
        places: options.places ?? roomForAll,
        voiceActivity: this.vad,
        speechToText: this.stt,
        replyEngine: this.engine,
        textToSpeech: this.tts,
        endpointing: options.endpointing ?? new FixedEndpointing(450),
        limits: { ...defaultLimits, speculations: 0, quietPromptMs: 0, ...options.limits },
        budget: defaultBudget,
        speculation: this.speculation,
        fillers: new Fillers(this.tts),
        idleTimeoutMs: options.idleTimeoutMs ?? 0,
      },
      {
        callId: 'call' as CallId,
        settings: { ...(options.restored?.settings ?? defaultSettings), ...options.settings },
        listenRate: 16000,
        delivery: options.delivery ?? { kind: 'frames', sampleRate: 16000, leadMs: 60 },
        stages: { callerAudio: [], callerText: [], assistantText: [] },
        observer: { ...silentObserver, ...options.observer },
        out: {
          frame: ({ pcm, ...frame }) => this.frames.push({ ...frame, pcm: pcm.slice() }),
          event: event => this.events.push(event),
        },
        restored: options.restored ?? null,
        changed: () => this.snapshots.push(this.conversation.snapshot()),
      },
    );
    this.conversation.start();
  }

  speak(ms: number): Promise<void> {
    return this.stream(SPEECH, ms);
  }

  silence(ms: number): Promise<void> {
    return this.stream(SILENCE, ms);
  }

  /** Time passes and the caller sends nothing at all. */
  nothing(ms: number): Promise<void> {
    return this.clock.run(ms);
  }

  of<Type extends CallEvent['type']>(type: Type): Extract<CallEvent, { type: Type }>[] {
    return this.events.filter((event): event is Extract<CallEvent, { type: Type }> => event.type === type);
  }

  /** What the assistant said, part by part. */
  get said(): string[] {
    return this.of('reply-part').map(part => part.text);
  }

  /** Milliseconds of reply audio sent. */
  get sentMs(): number {
    return this.frames.length * 20;
  }

  private async stream(frame: Int16Array, ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 20) {
      this.conversation.hear(frame, 16000);
      await this.clock.run(20);
    }
  }
}
