import type { Millis } from '../clock';
import type { TurnId } from '../ids';
import type { ReplySource } from '../reply-source';
import type { CallSettings, SettingsPatch } from '../settings';

/** The stages of a turn, in order. */
export type StageName =
  'audio_preprocessing' | 'speech_to_text' | 'ai_generation' | 'text_to_speech' | 'completed';

export const endReasons = [
  'caller',
  'assistant',
  'idle',
  'drain',
  'replaced',
  'token_expired',
  'rate',
  'policy',
  'operator',
  'error',
  'vanished',
] as const;

export type EndReason = (typeof endReasons)[number];

export interface CallReport {
  readonly durationMs: Millis;
  readonly turns: number;
  readonly interruptions: number;
  readonly cacheHits: number;
  readonly latencies: {
    /** End of speech as decided → first reply audio, ms, one per answered turn. */
    readonly firstAudioMs: readonly Millis[];
    /** Last speech → endpoint decided, ms, one per spoken turn. */
    readonly endpointingMs: readonly Millis[];
  };
}

/** What a call tells whoever carries it. Latencies count from the endpoint decision of the turn. */
export type CallEvent =
  | { readonly type: 'speech-started' | 'speech-stopped'; readonly at: Millis }
  | {
      readonly type: 'transcript';
      readonly text: string;
      readonly isFinal: boolean;
      readonly confidence: number;
      readonly language: string;
      readonly startMs: Millis;
      readonly endMs: Millis;
    }
  | {
      readonly type: 'stage-finished';
      readonly stage: StageName;
      readonly queueSize: number;
      readonly latencyMs: Millis;
    }
  | {
      readonly type: 'reply-part';
      readonly turnId: TurnId;
      /** From 0 within the turn. */
      readonly part: number;
      readonly text: string;
      /** The whole part in the call's encoding; null where audio goes out as frames, empty where there is none. */
      readonly audio: Uint8Array | null;
      readonly isLast: boolean;
      readonly shouldTerminate: boolean;
      readonly confidence: number;
      readonly latencyMs: Millis;
      readonly source: ReplySource;
    }
  /** The assistant wants something done that is for the integrator to do. */
  | {
      readonly type: 'tool-call';
      readonly turnId: TurnId;
      readonly name: string;
      /** Plain JSON. */
      readonly arguments: Readonly<Record<string, unknown>>;
    }
  | {
      readonly type: 'playout-cleared';
      readonly turnId: TurnId;
      readonly heardMs: Millis;
      readonly heardText: string;
    }
  | { readonly type: 'mark'; readonly name: string; readonly status: 'played' | 'cleared' }
  | { readonly type: 'settings-updated'; readonly settings: CallSettings; readonly eventId: string | null }
  | {
      readonly type: 'problem';
      readonly code: string;
      readonly message: string;
      readonly retryAfterMs: Millis | null;
    }
  | { readonly type: 'ended'; readonly reason: EndReason; readonly report: CallReport };

/** What whoever carries a call may ask of it. */
export type CallCommand =
  | {
      readonly type: 'update';
      readonly patch: SettingsPatch;
      /** In place of the one the call was opened with; whoever carries the call checks it before anything is changed. */
      readonly token: string | null;
      readonly eventId: string | null;
    }
  | { readonly type: 'text'; readonly text: string }
  /** The assistant is to say this, as soon as nobody speaks. */
  | { readonly type: 'say'; readonly text: string }
  /** Whoever carries the call is to connect the caller to somebody else. */
  | { readonly type: 'transfer'; readonly to: string }
  | { readonly type: 'interrupt' }
  | { readonly type: 'mark'; readonly name: string }
  | { readonly type: 'dtmf'; readonly digit: string; readonly durationMs: Millis }
  | { readonly type: 'end'; readonly reason: EndReason };
