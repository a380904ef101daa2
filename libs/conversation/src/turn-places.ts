import type { Millis } from '@app/core';

/** Leave to answer a turn. */
export interface TurnPlace {
  /**
   * Gives it back; idempotent.
   * @param heard the answer began to be heard: how long that took says how many can be answered at once
   */
  leave(heard: boolean): void;
}

/** How many turns of an instance are answered at once, from their commit to the first sound of their reply. */
export interface TurnPlaces {
  /** A place, if there is one without waiting. */
  tryEnter(): TurnPlace | null;
  /**
   * Waits for one.
   * @param deadline clock time by which the reply must be heard
   * @throws VoiceError when that cannot be any more, or the signal's reason
   */
  enter(deadline: Millis, signal: AbortSignal): Promise<TurnPlace>;
}

const place: TurnPlace = { leave: () => undefined };

export const roomForAll: TurnPlaces = { tryEnter: () => place, enter: () => Promise.resolve(place) };
