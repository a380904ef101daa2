import type { Millis } from '@app/core';
import type { Heard } from './heard';

/** The numbers by which turns are taken; the machine itself knows none. 0 turns off what can be turned off. */
export interface TurnLimits {
  /** After the endpoint, how long the recogniser may take for its final words… */
  readonly finalWait: {
    /** …where its last partial is stable, */
    readonly stableMs: Millis;
    /** …where there are words, but they may change, */
    readonly unstableMs: Millis;
    /** …where there is not a word yet. */
    readonly wordlessMs: Millis;
  };
  /** A final that differs from the words that were answered replaces the reply while less of it than this was heard. */
  readonly supersedeMs: Millis;
  /** From the commit to the first reply audio, before a fallback is said instead. */
  readonly replyWaitMs: Millis;
  /** From the commit to asking a second choice of the reply engine; 0: never. */
  readonly hurryMs: Millis;
  /** How much later than the budget says a silence is bridged. */
  readonly openerDelayMs: Millis;
  /** Nothing heard for this long in the middle of a reply is dead air. */
  readonly deadAirMs: Millis;
  /** Speech in which nothing was understood is answered when it was at least this long; shorter, it was noise. */
  readonly answerSpeechMs: Millis;
  /** What makes speech during a reply an interruption: this many words, or speech this long (0: words alone do). */
  readonly interruption: { readonly words: number; readonly speechMs: Millis };
  /** After a keypad digit, how long to wait for the next; `#` ends the wait. */
  readonly dtmfGapMs: Millis;
  /** Answers begun before the turn's end, at most; 0: none. */
  readonly speculations: number;
  /** Words that need to be waited for no longer than this are answered ahead even before the silence is certain; 0: none are. */
  readonly promptMs: Millis;
  /** When nobody has said anything for this long the caller is asked for a word… */
  readonly quietPromptMs: Millis;
  /** …and after this much more silence the call is ended with a goodbye. */
  readonly quietGoodbyeMs: Millis;
}

export interface TurnPolicy extends TurnLimits {
  /** How long the caller must have been silent, counted from the last sound, before the turn is theirs no more. */
  endpointAfter(heard: Heard): Millis;
  /** How long from now until the silence has to be bridged; 0: it is not bridged. */
  fillerAfter(heard: Heard | null): Millis;
  /** Whether speculation is worth it at present. */
  maySpeculate(): boolean;
  /** Whether these words only say that the caller listens. */
  isBackchannel(text: string): boolean;
}

export const defaultLimits: TurnLimits = {
  finalWait: { stableMs: 50, unstableMs: 400, wordlessMs: 2500 },
  supersedeMs: 300,
  replyWaitMs: 3000,
  hurryMs: 300,
  openerDelayMs: 0,
  deadAirMs: 3000,
  answerSpeechMs: 400,
  interruption: { words: 1, speechMs: 1500 },
  dtmfGapMs: 1200,
  speculations: 3,
  promptMs: 450,
  quietPromptMs: 15_000,
  quietGoodbyeMs: 15_000,
};
