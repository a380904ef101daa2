import type { Millis } from '@app/core';

/** What a turn may take, from the caller's last sound to the first sound of the reply, and its stages' shares of it. */
export interface TurnBudget {
  readonly totalMs: Millis;
  readonly replyMs: Millis;
  readonly textToSpeechMs: Millis;
}

export const defaultBudget: TurnBudget = { totalMs: 800, replyMs: 300, textToSpeechMs: 150 };

/**
 * How long after the commit a silence has to be bridged: when the budget is spent, but not before reply and speech had
 * their own shares, however long the caller's silence had to be waited for.
 *
 * @param silentMs since the caller's last sound
 */
export const fillerAfter = ({ totalMs, replyMs, textToSpeechMs }: TurnBudget, silentMs: Millis): Millis =>
  Math.max(totalMs - silentMs, replyMs + textToSpeechMs);
