import {
  Conversation,
  Fillers,
  PlayoutTicker,
  TurnsInProgress,
  roomForAll,
  defaultBudget,
  defaultLimits,
} from '@app/conversation';
import type { EndpointingStrategy, SpeculationAccount } from '@app/conversation';
import { FRAME_MS, defaultSettings } from '@app/core';
import type { CallEvent, CallId, VoiceActivity } from '@app/core';
import { VirtualClock, silentObserver } from '@app/testing';
import { TurnSettings } from '../../../apps/realtime-processor/src/voice/turn-settings';
import { seeded } from '../vad/random';
import { DelayedReplies, RecordedSpeech } from './assistant';
import { FarEnd } from './far-end';
import { Line } from './line';
import type { LineKind } from './line';
import type { BenchLanguage } from './sayings';
import { ScriptedRecogniser } from './scripted-recogniser';
import { SettlingEngine } from './settling-engine';
import type { Voice } from './voices';

/** What the calls of one run share, as the calls of an instance do. */
export interface BenchInstance {
  readonly voiceActivity: VoiceActivity;
  readonly endpointing: EndpointingStrategy;
  readonly speculation: SpeculationAccount;
}

export interface BenchCallOptions {
  readonly seed: number;
  readonly language: BenchLanguage;
  readonly line: LineKind;
  readonly assistant: Voice;
  /** What the line returns of the assistant's voice; null: nothing. */
  readonly echo?: { readonly gainDb: number; readonly delayMs: number } | null;
}

export interface Timed<T> {
  readonly at: number;
  readonly what: T;
}

/** Promises settle so often while a frame lasts. */
const STEP_MS = 4;
/** A reply that gives way after this much of it is not taken for one: `supersedeMs`, and the frame under way. */
const UNNOTICED_MS = defaultLimits.supersedeMs + FRAME_MS;

/** A call in virtual time. Clock time and media time are the same: a frame arrives when it is complete. */
export class BenchCall {
  readonly clock = new VirtualClock();
  readonly random: () => number;
  readonly line: Line;
  readonly recogniser: ScriptedRecogniser;
  readonly replies: DelayedReplies;
  readonly speech: RecordedSpeech;
  readonly events: Timed<CallEvent>[] = [];
  readonly frames: Timed<Int16Array>[] = [];
  readonly endpoints: Timed<string>[] = [];
  /** When the detector confirmed an onset, whatever the echo gate then made of it. */
  readonly onsets: number[] = [];
  readonly conversation: Conversation;
  private readonly settling: SettlingEngine;
  private readonly farEnd: FarEnd;

  constructor(instance: BenchInstance, options: BenchCallOptions) {
    const { seed, language, line, assistant } = options;
    const { sampleRate } = line;
    const { clock } = this;
    this.random = seeded(seed);
    this.farEnd = new FarEnd(sampleRate);
    this.line = new Line(line, seed, this.returning(options));
    this.recogniser = new ScriptedRecogniser(clock, this.random);
    this.replies = new DelayedReplies(clock, this.random);
    this.speech = new RecordedSpeech(clock, this.random, assistant);
    this.settling = new SettlingEngine(instance.voiceActivity, () => this.onsets.push(clock.now()));
    this.conversation = new Conversation(
      {
        ...instance,
        clock,
        ticker: new PlayoutTicker(clock),
        inProgress: new TurnsInProgress(),
        places: roomForAll,
        voiceActivity: this.settling,
        speechToText: this.recogniser,
        replyEngine: this.replies,
        textToSpeech: this.speech,
        limits: defaultLimits,
        budget: defaultBudget,
        fillers: new Fillers(this.speech),
        idleTimeoutMs: 0,
      },
      {
        callId: `bench-${seed}` as CallId,
        settings: { ...defaultSettings, language },
        listenRate: sampleRate,
        delivery: { kind: 'frames', sampleRate, leadMs: new TurnSettings().playoutBufferMs },
        stages: { callerAudio: [], callerText: [], assistantText: [] },
        observer: {
          ...silentObserver,
          endpointing: (_, reason) => void this.endpoints.push({ at: clock.now(), what: reason }),
        },
        out: { frame: ({ pcm }) => this.onFrame(pcm), event: event => this.onEvent(event) },
      },
    );
    this.conversation.start();
  }

  get now(): number {
    return this.clock.now();
  }

  /** Time passes, a frame at a time, until it says so. @returns whether it did in time */
  async until(holds: () => boolean, patienceMs: number): Promise<boolean> {
    for (const end = this.now + patienceMs; this.now < end;) {
      if (holds()) return true;
      await this.pass();
    }
    return holds();
  }

  async forAWhile(ms: number): Promise<void> {
    await this.until(() => false, ms);
  }

  of<Type extends CallEvent['type']>(
    type: Type,
    since = 0,
  ): (Extract<CallEvent, { type: Type }> & { readonly when: number })[] {
    return this.events.flatMap(({ at, what }) =>
      what.type === type && at >= since
        ? [{ ...(what as Extract<CallEvent, { type: Type }>), when: at }]
        : [],
    );
  }

  /** The turns of which more was heard, since then, than what may be replaced without being noticed. */
  heardTurns(since: number): string[] {
    const turns = this.of('reply-part', since).map(part => part.turnId);
    const cleared = this.of('playout-cleared', since);
    return [...new Set(turns)].filter(turn => {
      const heardMs = cleared.find(({ turnId }) => turnId === turn)?.heardMs ?? Infinity;
      return heardMs > UNNOTICED_MS;
    });
  }

  end(): void {
    this.conversation.end('caller');
  }

  private async pass(): Promise<void> {
    await this.clock.run(FRAME_MS, STEP_MS);
    this.conversation.hear(this.line.next(), this.line.kind.sampleRate);
    await this.settling.settle();
  }

  private returning({ echo, line }: BenchCallOptions): ((sample: number) => number) | undefined {
    if (!echo) return undefined;
    const gain = 10 ** (echo.gainDb / 20);
    const late = Math.round((echo.delayMs * line.sampleRate) / 1000);
    return sample => this.farEnd.at(sample - late) * gain;
  }

  private onFrame(pcm: Int16Array): void {
    this.frames.push({ at: this.now, what: pcm.slice() });
    this.farEnd.play(pcm, this.now);
  }

  private onEvent(event: CallEvent): void {
    this.events.push({ at: this.now, what: event });
    if (event.type === 'playout-cleared') this.farEnd.clear(this.now);
  }
}
