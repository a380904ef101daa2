import type { CallerInput, EndReason, Millis, Transcript } from '@app/core';
import type { Heard } from './heard';

export type TimerName = 'endpoint' | 'final' | 'reply' | 'interruption' | 'dtmf';

/** Everything that can happen to a turn. */
export type TurnEvent =
  | { readonly type: 'speech-started'; readonly at: Millis }
  /** `silentMs`: how long the silence has lasted already when it is noticed. */
  | { readonly type: 'speech-ended'; readonly at: Millis; readonly silentMs: Millis }
  | { readonly type: 'transcript'; readonly transcript: Transcript }
  | { readonly type: 'recognition-failed' }
  | { readonly type: 'timer'; readonly name: TimerName }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'digit'; readonly digit: string }
  /** Speak this text as a turn of the assistant's own: a greeting, an announcement. */
  | { readonly type: 'say'; readonly text: string }
  | { readonly type: 'interrupt' }
  | { readonly type: 'interruptible'; readonly value: boolean }
  /** The first sound of the turn's reply was handed to playout. */
  | { readonly type: 'reply-started'; readonly turn: number }
  /** Everything of the turn's reply was made and played. */
  | { readonly type: 'reply-played'; readonly turn: number; readonly endsCall: boolean }
  | { readonly type: 'reply-failed'; readonly turn: number }
  | { readonly type: 'hangup'; readonly reason: EndReason };

/** What has to be done about it. */
export type TurnEffect =
  /** Begin to give the recogniser audio, pre-roll first. */
  | { readonly type: 'open-utterance' }
  /** No more audio; the recogniser is to say its final words. */
  | { readonly type: 'close-utterance' }
  | {
      readonly type: 'start-reply';
      readonly turn: number;
      readonly input: CallerInput;
      readonly heard: Heard | null;
    }
  | { readonly type: 'say'; readonly turn: number; readonly text: string }
  /** Say the prepared answer for a reply that failed or came too late; the reply itself is dropped. */
  | { readonly type: 'say-fallback'; readonly turn: number; readonly why: FallbackReason }
  | { readonly type: 'pause-playout' }
  | { readonly type: 'resume-playout' }
  /** Drop the reply and what is queued of it, and keep in history only what was heard. */
  | { readonly type: 'drop-reply'; readonly turn: number }
  /** The turn will be answered as part of the next one: take the caller's words out of history again. */
  | { readonly type: 'retract-turn'; readonly turn: number }
  | { readonly type: 'give-up'; readonly turn: number }
  | { readonly type: 'note-interruption'; readonly kind: 'real' | 'false' }
  | { readonly type: 'set-timer'; readonly name: TimerName; readonly ms: Millis }
  | { readonly type: 'clear-timer'; readonly name: TimerName }
  | { readonly type: 'hang-up'; readonly reason: EndReason };

export type FallbackReason = 'not-heard' | 'reply-failed' | 'reply-late';
