import type { CallerInput, EndReason, Millis, Transcript } from '@app/core';
import type { Heard } from './heard';

/** At most one of each runs at a time. */
export type TimerName =
  | 'endpoint'
  | 'final'
  | 'settle'
  | 'hurry'
  | 'filler'
  | 'reply'
  | 'dead-air'
  | 'interruption'
  | 'dtmf'
  | 'quiet';

/** Everything that can happen to a turn. `at` is media time. */
export type TurnEvent =
  /** The other end can hear. */
  | { readonly type: 'opened'; readonly interruptible: boolean }
  | { readonly type: 'speech-started'; readonly at: Millis }
  /** `silentMs`: how long the silence has lasted already when it is noticed. */
  | { readonly type: 'speech-ended'; readonly at: Millis; readonly silentMs: Millis }
  | { readonly type: 'transcript'; readonly transcript: Transcript; readonly at: Millis }
  /** `lasting`: the next recogniser will hardly do better. */
  | { readonly type: 'recognition-failed'; readonly lasting: boolean }
  | { readonly type: 'timer'; readonly name: TimerName }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'digit'; readonly digit: string }
  /** Speak this text as a turn of the assistant's own: a greeting, an announcement. */
  | { readonly type: 'say'; readonly text: string }
  | { readonly type: 'interrupt' }
  | { readonly type: 'interruptible'; readonly value: boolean }
  /** A part of the turn's reply, no filler, goes out. */
  | {
      readonly type: 'part-out';
      readonly turn: number;
      /** It is to be heard to its end. */
      readonly guarded: boolean;
      /** It is the last, and a question. */
      readonly asks: boolean;
    }
  /** Everything made of the reply was played, and more of it is to come. */
  | { readonly type: 'reply-dry'; readonly turn: number }
  /** After that, more of the same part: its provider had stalled, or another goes on in its place. */
  | { readonly type: 'reply-goes-on'; readonly turn: number }
  /** Everything of the turn's reply was made and played. */
  | { readonly type: 'reply-played'; readonly turn: number; readonly endsCall: boolean }
  /** `overloaded`: there was nothing wrong but too much to do. */
  | { readonly type: 'reply-failed'; readonly turn: number; readonly overloaded: boolean }
  | { readonly type: 'hangup'; readonly reason: EndReason };

/** What has to be done about it. */
export type TurnEffect =
  /** Begin to give the recogniser audio, pre-roll first. */
  | { readonly type: 'open-utterance' }
  /** No more audio; the recogniser is to say its final words. */
  | { readonly type: 'close-utterance' }
  /** Begin an answer to what the turn will probably be; nothing of it is heard before the turn is committed. */
  | { readonly type: 'speculate'; readonly turn: number; readonly input: CallerInput }
  | { readonly type: 'drop-speculation' }
  | {
      readonly type: 'start-reply';
      readonly turn: number;
      readonly input: CallerInput;
      readonly heard: Heard | null;
      /** The words are those of the speculation. */
      readonly speculated: boolean;
    }
  /** Ask the engine again, in the same turn: the first answer never came. */
  | { readonly type: 'ask-again'; readonly turn: number; readonly input: CallerInput }
  | { readonly type: 'say'; readonly turn: number; readonly text: string }
  /** Say something prepared, in place of the reply where there is one. */
  | { readonly type: 'say-prepared'; readonly turn: number; readonly what: PreparedSaying }
  /** The reply is late: a second choice should be asked now, if there is one. */
  | { readonly type: 'hurry'; readonly turn: number }
  /** The reply is later still: bridge the silence with a word or two; the reply follows. */
  | { readonly type: 'say-filler'; readonly turn: number }
  | { readonly type: 'pause-playout' }
  | { readonly type: 'resume-playout' }
  /** Drop the reply and what is queued of it, and keep in history only what was heard. */
  | { readonly type: 'drop-reply'; readonly turn: number }
  /** The turn did not count: take what it put into history out again. */
  | { readonly type: 'retract-turn'; readonly turn: number }
  /** The caller said something else than was answered: history gets the right words. */
  | { readonly type: 'correct-turn'; readonly turn: number; readonly text: string }
  | { readonly type: 'note-interruption'; readonly kind: 'real' | 'false' }
  /** The caller went on after a silence of this length: that is how long they pause. */
  | { readonly type: 'note-pause'; readonly silenceMs: Millis }
  | { readonly type: 'note-dead-air' }
  | { readonly type: 'set-timer'; readonly name: TimerName; readonly ms: Millis }
  | { readonly type: 'clear-timer'; readonly name: TimerName }
  | { readonly type: 'hang-up'; readonly reason: EndReason };

/** Why the prepared answer is given instead of a reply. */
export type FallbackReason = 'not-heard' | 'cannot-hear' | 'reply-failed' | 'reply-late' | 'overloaded';

export type PreparedSaying = FallbackReason | 'idle-prompt' | 'goodbye' | 'apology';
