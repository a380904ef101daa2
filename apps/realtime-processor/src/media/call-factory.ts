import { Inject, Injectable } from '@nestjs/common';
import { LatencyTargets, ServerSettings } from '@app/config';
import {
  Conversation,
  Fillers,
  PlayoutTicker,
  SpeculationAccount,
  TurnsInProgress,
  defaultLimits,
  endpointingStrategies,
} from '@app/conversation';
import type { CallOut, Delivery, SharedParts, TurnBudget, TurnLimits, TurnPlaces } from '@app/conversation';
import { systemClock } from '@app/core';
import type {
  CallId,
  CallObserver,
  CallSnapshot,
  PartEncoder,
  ReplyEngine,
  SpeechToText,
  StageDescriptor,
  TextToSpeech,
  VoiceActivity,
} from '@app/core';
import {
  CallTelemetry,
  LatencyObserver,
  StageLatencies,
  combineObservers,
  instrumentStages,
} from '@app/telemetry';
import type { TraceHeaders } from '@app/telemetry';
import type { NativeHandshake } from '@app/transport';
import {
  PART_ENCODER,
  PLACES,
  REPLY_ENGINE,
  SPEECH_TO_TEXT,
  STAGES,
  TEXT_TO_SPEECH,
  VOICE_ACTIVITY,
} from '../voice/tokens';
import { TunedTurns } from '../voice/tuned-turns';
import { TurnSettings } from '../voice/turn-settings';
import type { PreparedHandshake } from './call-preparation';

/** Latencies kept for each call where live calls are listed. */
const KEPT_LATENCIES = 32;

export interface MadeCall {
  readonly conversation: Conversation;
  readonly latencies: StageLatencies;
  /** The first message named the call. */
  readonly rename: (callId: CallId) => void;
}

const limitsOf = (turns: TurnSettings, server: ServerSettings, targets: LatencyTargets): TurnLimits => ({
  ...defaultLimits,
  finalWait: { ...defaultLimits.finalWait, unstableMs: targets.speechToText },
  hurryMs: targets.aiGeneration,
  replyWaitMs: server.processingTimeoutMs,
  interruption: { words: turns.bargeInWords, speechMs: turns.bargeInSpeechMs },
  speculations: turns.speculations,
  quietPromptMs: turns.quietPromptMs,
  quietGoodbyeMs: turns.quietGoodbyeMs,
});

const budgetOf = (targets: LatencyTargets): TurnBudget => ({
  totalMs: targets.totalPipeline,
  replyMs: targets.aiGeneration,
  textToSpeechMs: targets.textToSpeech,
});

/** Puts a conversation together out of what was injected: the one place where providers meet a call. */
@Injectable()
export class CallFactory {
  private readonly shared: SharedParts;

  constructor(
    @Inject(SPEECH_TO_TEXT) speechToText: SpeechToText,
    @Inject(REPLY_ENGINE) replyEngine: ReplyEngine,
    @Inject(TEXT_TO_SPEECH) textToSpeech: TextToSpeech,
    @Inject(VOICE_ACTIVITY) voiceActivity: VoiceActivity,
    @Inject(PART_ENCODER) private readonly encoder: PartEncoder,
    @Inject(STAGES) private readonly stages: readonly StageDescriptor[],
    private readonly telemetry: CallTelemetry,
    private readonly turns: TurnSettings,
    readonly inProgress: TurnsInProgress,
    server: ServerSettings,
    targets: LatencyTargets,
    @Inject(PLACES) places: TurnPlaces,
    tuned: TunedTurns,
  ) {
    this.shared = {
      clock: systemClock,
      ticker: new PlayoutTicker(systemClock),
      inProgress,
      places,
      voiceActivity,
      speechToText: telemetry.watchListening(speechToText),
      replyEngine: telemetry.watchReplies(replyEngine),
      textToSpeech: telemetry.watchVoice(textToSpeech),
      endpointing: endpointingStrategies[turns.endpointing](turns.silenceMs),
      limits: tuned.follow(limitsOf(turns, server, targets)),
      budget: budgetOf(targets),
      speculation: new SpeculationAccount(turns.speculationWaste),
      fillers: new Fillers(textToSpeech),
      idleTimeoutMs: server.idleTimeoutMs,
    };
    tuned.watch(this.shared.speculation, this.shared.fillers.openers);
  }

  /**
   * @param restored the call goes on from there
   * @param trace of whoever opened the connection
   */
  make(
    callId: CallId,
    handshake: PreparedHandshake,
    out: CallOut,
    restored: CallSnapshot | null,
    changed: () => void,
    trace: TraceHeaders = { traceparent: null },
  ): MadeCall {
    const settings = restored?.settings ?? handshake.settings;
    const latencies = new StageLatencies(KEPT_LATENCIES);
    const telemetry = this.telemetry.observe({ callId, language: settings.language, ...trace });
    const watching = combineObservers(telemetry, new LatencyObserver(latencies));
    const call = { callId, language: settings.language };
    const stages = instrumentStages(this.stages, call, watching, systemClock);
    const observer: CallObserver = combineObservers(watching, stages.utterances);
    const conversation = new Conversation(this.shared, {
      callId,
      settings,
      listenRate: handshake.audioIn.sampleRate <= 8000 ? 8000 : 16_000,
      delivery: this.delivery(handshake),
      stages,
      observer,
      out,
      restored,
      changed,
    });
    const rename = (name: CallId): void => {
      conversation.rename(name);
      telemetry.renamed(name);
    };
    return { conversation, latencies, rename };
  }

  private delivery({ audioOut: { encoding, sampleRate } }: NativeHandshake): Delivery {
    if (encoding === 'mp3') return { kind: 'parts', sampleRate, encoder: this.encoder };
    return { kind: 'frames', sampleRate, encoding, leadMs: this.turns.playoutBufferMs };
  }
}
