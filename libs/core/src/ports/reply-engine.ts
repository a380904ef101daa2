import type { HistoryEntry } from '../history';
import type { ReplySource } from '../reply-source';
import type { Scope } from '../scope';
import type { CallSettings } from '../settings';
import type { Provider } from './provider';

/** What the caller contributed in a turn. */
export type CallerInput =
  /** `text` is empty when speech was heard but no words were understood. */
  | { readonly kind: 'speech'; readonly text: string; readonly confidence: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'dtmf'; readonly digits: string };

export interface ReplyRequest {
  readonly input: CallerInput;
  /** 1 for the first turn of the call. */
  readonly turn: number;
  /** The dialogue before this turn, oldest first. */
  readonly history: readonly HistoryEntry[];
  readonly settings: CallSettings;
  /** The beginning of this answer, spoken already by an engine that failed: go on from there, and repeat none of it. */
  readonly said?: string;
  /** The turn is not committed yet and the answer may be thrown away: until it is used, nothing outside is changed. */
  readonly tentative: boolean;
  /** Aborts when the turn runs out of time: an engine with a second choice asks it now, beside the first. */
  readonly hurry: AbortSignal;
}

/** For an answer that is wanted as it comes. */
export const unhurried: Pick<ReplyRequest, 'tentative' | 'hurry'> = {
  tentative: false,
  hurry: new AbortController().signal,
};

export type ReplyEvent =
  /** A piece of the answer, a word or a paragraph; pieces are concatenated as they are. */
  | {
      readonly type: 'text';
      readonly text: string;
      readonly source: ReplySource;
      /** To be heard to its end, whatever the caller says (a legal notice); counts for the whole sentence. */
      readonly guarded?: boolean;
    }
  /** `end_call` ends the call once everything was spoken. Arguments are plain JSON. */
  | {
      readonly type: 'tool-call';
      readonly name: string;
      readonly arguments: Readonly<Record<string, unknown>>;
    }
  | {
      readonly type: 'usage';
      readonly inputTokens: number;
      readonly outputTokens: number;
      /** As the one that answered calls itself. */
      readonly model?: string;
      /** Why it wrote no more, in the provider's words. */
      readonly finishReason?: string;
    };

/** The tool call by which an engine ends the call. */
export const END_CALL = 'end_call';

export interface ReplyEngine extends Provider {
  /** True where an answer depends on the request alone: another caller who asks the same may be given it. */
  readonly shareable?: boolean;
  /**
   * Streams one answer. Stops promptly when `scope.signal` aborts (by ending or by throwing). Throws a VoiceError when
   * no answer can be given. An engine that keeps state for a call keys it by `scope.callId` and forgets it on
   * `forget`.
   */
  reply(request: ReplyRequest, scope: Scope): AsyncIterable<ReplyEvent>;
  /**
   * The answer to this turn, the newest one, was not used: a speculation that failed, or words that turned out to be part
   * of a longer turn. What the engine remembers of the call is as if it had never been asked.
   */
  retract?(callId: Scope['callId'], turn: number): void;
  /** What it would probably say next in this call, likeliest first; nothing is changed by asking. */
  likelyNext?(callId: Scope['callId'], settings: CallSettings): readonly string[];
  /** The call is over. */
  forget?(callId: Scope['callId']): void;
}
