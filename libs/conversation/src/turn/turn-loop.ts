import { turnMachine } from './turn-machine';
import type { TurnEffect, TurnEvent } from './turn-event';
import type { TurnPolicy } from './turn-policy';
import { initialState } from './turn-state';
import type { TurnState } from './turn-state';

/** Feeds the turn machine: one event at a time, in order. One that an effect causes waits for the effects before it. */
export class TurnLoop {
  private current: TurnState;
  private readonly waiting: TurnEvent[] = [];
  private busy = false;
  private closed = false;

  /**
   * @param rested called when all that has happened is dealt with
   * @param newestTurn number of the newest turn the call has had
   */
  constructor(
    private readonly policy: TurnPolicy,
    private readonly carryOut: (effect: TurnEffect) => void,
    private readonly rested: () => void = () => undefined,
    private newestTurn = 0,
  ) {
    this.current = { ...initialState, turn: newestTurn };
  }

  /** Number of the newest turn, also when the call is over. */
  get turn(): number {
    return this.newestTurn;
  }

  get state(): TurnState {
    return this.current;
  }

  /** The call has ended. Asked at every frame, where the states' many shapes would make their name slow to find. */
  get over(): boolean {
    return this.closed;
  }

  happen(event: TurnEvent): void {
    this.waiting.push(event);
    if (this.busy) return;
    this.busy = true;
    try {
      for (let next = this.waiting.shift(); next; next = this.waiting.shift()) {
        const { state, effects } = turnMachine(this.current, next, this.policy);
        this.current = state;
        if (state.name === 'closing') this.closed = true;
        else this.newestTurn = state.turn;
        for (const effect of effects) this.carryOut(effect);
      }
    } finally {
      this.busy = false;
    }
    this.rested();
  }
}
