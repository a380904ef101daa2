import type { Millis } from '@app/core';
import type { Heard } from './heard';

/** The numbers by which turns are taken; the machine itself knows none. */
export interface TurnLimits {
  /** After the endpoint, how long the recogniser may take for its final words. */
  readonly finalWaitMs: Millis;
  /** From the commit to the first reply audio, before a fallback is said instead. */
  readonly replyWaitMs: Millis;
  /** Speech in which nothing was understood is answered when it was at least this long; shorter, it was noise. */
  readonly answerSpeechMs: Millis;
  /** What makes speech during a reply an interruption: this many words, or speech this long. */
  readonly interruption: { readonly words: number; readonly speechMs: Millis };
  /** After a keypad digit, how long to wait for the next; `#` ends the wait. */
  readonly dtmfGapMs: Millis;
}

export interface TurnPolicy extends TurnLimits {
  /** How long the caller must have been silent, counted from the last sound, before the turn is theirs no more. */
  endpointAfter(heard: Heard): Millis;
}

export const defaultLimits: TurnLimits = {
  finalWaitMs: 4000,
  replyWaitMs: 3000,
  answerSpeechMs: 400,
  interruption: { words: 1, speechMs: 900 },
  dtmfGapMs: 1200,
};
