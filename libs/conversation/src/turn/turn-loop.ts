import { turnMachine } from './turn-machine';
import type { TurnEffect, TurnEvent } from './turn-event';
import type { TurnPolicy } from './turn-policy';
import { initialState } from './turn-state';
import type { TurnState } from './turn-state';

/** Feeds the turn machine: one event at a time, in order. One that an effect causes waits for the effects before it. */
export class TurnLoop {
  private current: TurnState = initialState;
  private readonly waiting: TurnEvent[] = [];
  private busy = false;

  constructor(
    private readonly policy: TurnPolicy,
    private readonly carryOut: (effect: TurnEffect) => void,
  ) {}

  get state(): TurnState {
    return this.current;
  }

  happen(event: TurnEvent): void {
    this.waiting.push(event);
    if (this.busy) return;
    this.busy = true;
    try {
      for (let next = this.waiting.shift(); next; next = this.waiting.shift()) {
        const { state, effects } = turnMachine(this.current, next, this.policy);
        this.current = state;
        for (const effect of effects) this.carryOut(effect);
      }
    } finally {
      this.busy = false;
    }
  }
}
