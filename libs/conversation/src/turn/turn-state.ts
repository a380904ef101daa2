import type { EndReason } from '@app/core';
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
}

export interface Listening extends Ground {
  readonly name: 'listening';
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

/** The assistant thinks or speaks. */
export interface Replying extends Ground {
  readonly name: 'replying';
  /** What it replies to; null for a turn without speech. */
  readonly heard: Heard | null;
  /** Something of it may have been heard. */
  readonly speaking: boolean;
  /** It is the prepared answer already: there is no further one. */
  readonly fallback: boolean;
}

/** The caller speaks over the reply. */
export interface Interrupted extends Ground {
  readonly name: 'interrupted';
  readonly reply: Replying;
  readonly heard: Heard;
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
};

export const ground = (state: LiveState): Ground => ({
  turn: state.turn,
  utterance: state.utterance,
  digits: state.digits,
  interruptible: state.interruptible,
});

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
