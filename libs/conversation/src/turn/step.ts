import type { EndReason, Transcript } from '@app/core';
import type { TimerName, TurnEffect } from './turn-event';
import { utteranceOpen } from './turn-state';
import type { LiveState, TurnState } from './turn-state';

/** What an event led to: the next state, and what has to be done, in order. */
export interface Step {
  readonly state: TurnState;
  readonly effects: readonly TurnEffect[];
}

export const step = (state: TurnState, ...effects: TurnEffect[]): Step => ({ state, effects });
export const stay = (state: TurnState): Step => ({ state, effects: [] });
/** The same, with these effects before its own. */
export const after = (effects: readonly TurnEffect[], next: Step): Step => ({
  state: next.state,
  effects: [...effects, ...next.effects],
});

export const hangUp = (reason: EndReason): Step =>
  step({ name: 'closing', reason }, { type: 'hang-up', reason });

export const set = (name: TimerName, ms: number): TurnEffect => ({ type: 'set-timer', name, ms });
export const clear = (name: TimerName): TurnEffect => ({ type: 'clear-timer', name });
/** A timer that 0 turns off. */
export const setUnlessOff = (name: TimerName, ms: number): TurnEffect =>
  ms > 0 ? set(name, ms) : clear(name);

/** The timers that push a reply which is not heard yet. */
export const pushing = (['hurry', 'filler', 'reply', 'dead-air'] as const).map(clear);

/** What has to be undone before a state is left for input of another kind. */
export function leaving(state: LiveState): TurnEffect[] {
  const timers = (['endpoint', 'final', 'settle', 'interruption'] as const).map(clear);
  const close: TurnEffect[] = utteranceOpen(state) ? [{ type: 'close-utterance' }] : [];
  const talking = state.name === 'replying' || state.name === 'interrupted';
  const drop: TurnEffect[] = talking ? [{ type: 'drop-reply', turn: state.turn }] : [];
  const guessing = (state.name === 'hearing' || state.name === 'pausing') && state.heard.speculation !== null;
  const unguess: TurnEffect[] = guessing ? [{ type: 'drop-speculation' }] : [];
  return [...close, ...drop, ...unguess, ...timers, ...pushing];
}

/** Whether this is the last word of that utterance. */
export const concludes = (transcript: Transcript, utterance: number): boolean =>
  transcript.type === 'final' && transcript.last && transcript.utterance === utterance;
