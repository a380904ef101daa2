import type { CallerInput, EndReason } from '@app/core';
import type { Heard } from './heard';

/** What every live state carries. */
export interface Ground {
  /** Number of the newest turn that has or had a reply; 0 before the first. */
  readonly turn: number;
  /** Number of the recogniser's utterance that is open, or that opens next. */
  readonly utterance: number;
  /** Keypad digits of a turn not committed yet. */
  readonly digits: string;
  /** Whether the caller may interrupt. */
  readonly interruptible: boolean;
  /** The caller was asked for a word, and none has come since. */
  readonly prompted: boolean;
}

export interface Listening extends Ground {
  readonly name: 'listening';
  /** A short sound in which nothing was understood yet: its final words may still come. */
  readonly unanswered: Heard | null;
}

/** The caller speaks. */
export interface Hearing extends Ground {
  readonly name: 'hearing';
  readonly heard: Heard;
}

/** The caller is silent; whether the turn has ended is open, or the final words are still to come. */
export interface Pausing extends Ground {
  readonly name: 'pausing';
  readonly heard: Heard;
  /** The endpoint was reached: the utterance is closed. */
  readonly closed: boolean;
}

/** What is being tried to answer a turn, one after the other: the ladder on which no turn ends in silence. */
export type Attempt = 'reply' | 'prepared' | 'again' | 'apology';

/** The assistant thinks or speaks. */
export interface Replying extends Ground {
  readonly name: 'replying';
  readonly attempt: Attempt;
  /** What it replies to; null for what the assistant says of its own accord. */
  readonly input: CallerInput | null;
  /** Null for a turn without speech. */
  readonly heard: Heard | null;
  /** The utterance whose final words are still to come, because the turn was committed on a partial. */
  readonly awaits: number | null;
  /** Too much was heard for another reply to take its place. */
  readonly settled: boolean;
  /** Something of it may have been heard; a filler does not count. */
  readonly speaking: boolean;
  /** The part being said is to be heard to its end. */
  readonly guarded: boolean;
  /** A "yes" that fell into the question at its end: an answer, not a backchannel. */
  readonly aside: Heard | null;
  /** Its last part is out, and is a question. */
  readonly asked: boolean;
  /** The call ends with it, for this reason. */
  readonly ends: EndReason | null;
}

/** The caller speaks over the reply. */
export interface Interrupted extends Ground {
  readonly name: 'interrupted';
  readonly reply: Replying;
  readonly heard: Heard;
  /** The reply is held back; false where it is to be heard to its end. */
  readonly paused: boolean;
  /** `closed`: the final words are awaited; `done`: they are in, and wait for a reply that may not be interrupted. */
  readonly caller: 'speaking' | 'silent' | 'closed' | 'done';
}

export interface Closing {
  readonly name: 'closing';
  readonly reason: EndReason;
}

export type LiveState = Listening | Hearing | Pausing | Replying | Interrupted;
export type TurnState = LiveState | Closing;

export const initialState: Listening = {
  name: 'listening',
  turn: 0,
  utterance: 0,
  digits: '',
  interruptible: true,
  prompted: false,
  unanswered: null,
};

export const ground = (state: LiveState): Ground => ({
  turn: state.turn,
  utterance: state.utterance,
  digits: state.digits,
  interruptible: state.interruptible,
  prompted: state.prompted,
});

/** Nobody speaks and nothing is owed. */
export const atRest = (state: LiveState, unanswered: Heard | null = null): Listening => ({
  ...ground(state),
  name: 'listening',
  unanswered,
});

/** A reply of which nothing was heard yet, in the newest turn. */
export const newReply = (
  state: LiveState,
  given: Pick<Replying, 'turn' | 'attempt' | 'input' | 'heard'> & Partial<Replying>,
): Replying => ({
  ...ground(state),
  name: 'replying',
  awaits: null,
  settled: false,
  speaking: false,
  guarded: false,
  aside: null,
  asked: false,
  ends: null,
  ...given,
});

/** Whether the caller's voice may hold the reply back. */
export const mayInterrupt = (reply: Replying, { interruptible }: Ground): boolean =>
  interruptible && !reply.guarded;

/** Whether the recogniser is being given audio. */
export function utteranceOpen(state: LiveState): boolean {
  switch (state.name) {
    case 'hearing':
      return true;
    case 'pausing':
      return !state.closed;
    case 'interrupted':
      return state.caller === 'speaking' || state.caller === 'silent';
    case 'listening':
    case 'replying':
      return false;
  }
}

/** The utterance that opens next, once what is open is closed. */
export const afterClosing = (state: LiveState): number => state.utterance + (utteranceOpen(state) ? 1 : 0);
