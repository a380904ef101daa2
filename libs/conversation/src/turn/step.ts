import type { TimerName, TurnEffect } from './turn-event';
import type { TurnState } from './turn-state';

/** What an event led to: the next state, and what has to be done, in order. */
export interface Step {
  readonly state: TurnState;
  readonly effects: readonly TurnEffect[];
}

export const step = (state: TurnState, ...effects: TurnEffect[]): Step => ({ state, effects });
export const stay = (state: TurnState): Step => ({ state, effects: [] });
export const hangUp = (): Step =>
  step({ name: 'closing', reason: 'assistant' }, { type: 'hang-up', reason: 'assistant' });
export const set = (name: TimerName, ms: number): TurnEffect => ({ type: 'set-timer', name, ms });
export const clear = (name: TimerName): TurnEffect => ({ type: 'clear-timer', name });
