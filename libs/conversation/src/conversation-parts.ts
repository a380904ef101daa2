import type {
  AudioEncoding,
  AudioFrame,
  CallEvent,
  CallId,
  CallObserver,
  CallSettings,
  CallSnapshot,
  Clock,
  FrameStage,
  Millis,
  PartEncoder,
  ReplyEngine,
  SpeechToText,
  TextStage,
  TextToSpeech,
  VoiceActivity,
} from '@app/core';
import type { PlayoutTicker } from './playout/ticker';
import type { EndpointingStrategy } from './endpointing/endpointing-strategy';
import type { Fillers } from './replying/fillers';
import type { SpeculationAccount } from './replying/speculation-account';
import type { TurnBudget } from './turn-budget';
import type { TurnLimits } from './turn/turn-policy';
import type { TurnPlaces } from './turn-places';
import type { TurnsInProgress } from './turns-in-progress';

/** How a call is to be heard. */
export type Delivery =
  /** 20 ms frames, ahead of what is heard by at most `leadMs`. */
  | {
      readonly kind: 'frames';
      readonly sampleRate: number;
      readonly leadMs: Millis;
      /** What the frames become on their way out: a voice may be asked for just that. */
      readonly encoding?: AudioEncoding;
    }
  /** Whole parts, compressed. */
  | { readonly kind: 'parts'; readonly sampleRate: number; readonly encoder: PartEncoder };

/** What all calls of an instance share. */
export interface SharedParts {
  readonly clock: Clock;
  readonly ticker: PlayoutTicker;
  readonly inProgress: TurnsInProgress;
  readonly places: TurnPlaces;
  readonly voiceActivity: VoiceActivity;
  readonly speechToText: SpeechToText;
  readonly replyEngine: ReplyEngine;
  readonly textToSpeech: TextToSpeech;
  readonly endpointing: EndpointingStrategy;
  readonly limits: TurnLimits;
  readonly budget: TurnBudget;
  readonly speculation: SpeculationAccount;
  readonly fillers: Fillers;
  /** 0: never. */
  readonly idleTimeoutMs: Millis;
}

/** What one call brings. */
export interface CallParts {
  /** Provisional until the first message names the call: to be read when it is needed. */
  callId: CallId;
  readonly settings: CallSettings;
  /** Hz the call listens at: 8000 or 16000. */
  readonly listenRate: number;
  readonly delivery: Delivery;
  readonly stages: CallStages;
  readonly observer: CallObserver;
  /** Where the call's voice and events go. Neither may throw. */
  readonly out: CallOut;
  /** The call was lost, here or elsewhere, and goes on from there; its settings are those of the snapshot. */
  readonly restored?: CallSnapshot | null;
  /** Called whenever another snapshot would tell something new. */
  readonly changed?: () => void;
}

export interface CallStages {
  readonly callerAudio: readonly FrameStage[];
  readonly callerText: readonly TextStage[];
  readonly assistantText: readonly TextStage[];
}

export interface CallOut {
  /** The samples are lent. */
  frame(frame: AudioFrame): void;
  event(event: CallEvent): void;
}
