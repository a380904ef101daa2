import {
  Conversation,
  Fillers,
  SpeculationAccount,
  TurnsInProgress,
  roomForAll,
  defaultBudget,
  defaultLimits,
  endpointingStrategies,
} from '@app/conversation';
import type { PlayoutTicker } from '@app/conversation';
import { FRAME_MS, defaultSettings, systemClock } from '@app/core';
import type { CallId, VoiceActivity } from '@app/core';
import { silentObserver } from '@app/testing';
import { Line, lines } from '../turns/line';
import type { AzureProviders } from './providers';
import { TimedReplies, TimedTurn, TimedVoice } from './timed-turn';

export interface AzureCallParts {
  readonly providers: AzureProviders;
  readonly voiceActivity: VoiceActivity;
  readonly ticker: PlayoutTicker;
  readonly saying: Int16Array;
  readonly seed: number;
}

const RATE = 16_000;
const ENDPOINT_MS = 300;
/** From the end of a turn to the next words. */
const REST_MS = 400;

/** A call of this process with the providers of Azure: its caller says the same thing again and again, in real time. */
export class AzureCall {
  readonly turns: TimedTurn[] = [];
  private readonly saying: Int16Array;
  private turn = new TimedTurn();
  private readonly conversation: Conversation;
  private readonly line: Line;
  private frames = 0;
  private speakAt: number;
  private spoken = false;

  constructor({ providers, voiceActivity, ticker, saying, seed }: AzureCallParts) {
    this.line = new Line(lines[0]!, seed);
    this.saying = saying;
    // Callers do not speak in chorus.
    this.speakAt = REST_MS * (1 + seed);
    const turn = (): TimedTurn => this.turn;
    const replyEngine = new TimedReplies(providers.replyEngine, turn);
    const textToSpeech = new TimedVoice(providers.textToSpeech, turn, replyEngine);
    this.conversation = new Conversation(
      {
        clock: systemClock,
        ticker,
        inProgress: new TurnsInProgress(),
        places: roomForAll,
        voiceActivity,
        speechToText: providers.speechToText,
        replyEngine,
        textToSpeech,
        endpointing: endpointingStrategies.fixed(ENDPOINT_MS),
        limits: { ...defaultLimits, speculations: 0 },
        budget: defaultBudget,
        speculation: new SpeculationAccount(0),
        fillers: new Fillers(providers.textToSpeech),
        idleTimeoutMs: 0,
      },
      {
        callId: `bench-${seed}` as CallId,
        settings: { ...defaultSettings, greeting: null },
        listenRate: RATE,
        delivery: { kind: 'frames', sampleRate: RATE, leadMs: 60 },
        stages: { callerAudio: [], callerText: [], assistantText: [] },
        observer: {
          ...silentObserver,
          stage: (stage, ms) => this.onStage(stage, ms),
          turnEnded: () => this.rest(),
        },
        out: { frame: () => this.onFrame(), event: () => undefined },
      },
    );
    this.conversation.start();
  }

  /** Twenty more milliseconds of the line. */
  frame(): void {
    const now = this.frames++ * FRAME_MS;
    if (!this.spoken && now >= this.speakAt) {
      this.spoken = true;
      this.line.sound(this.saying, now);
    }
    this.conversation.hear(this.line.next(), RATE);
  }

  end(): void {
    this.conversation.end('caller');
  }

  private onStage(stage: string, ms: number): void {
    if (stage === 'speech_to_text') this.turn.committedMs = ms;
  }

  private onFrame(): void {
    if (Number.isNaN(this.turn.frameAt)) this.turn.frameAt = performance.now();
  }

  private rest(): void {
    this.turns.push(this.turn);
    this.turn = new TimedTurn();
    this.spoken = false;
    this.speakAt = this.frames * FRAME_MS + REST_MS;
  }
}
