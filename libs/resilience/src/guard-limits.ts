import type { Millis } from '@app/core';

/** How long a provider may take, and how often it is asked. */
export interface GuardLimits {
  /** To the first item of a stream: not to any byte, which may come for ever without one. */
  readonly firstItemMs: Millis;
  /** Between two items. */
  readonly stallMs: Millis;
  /** Both, for the last provider of a chain: nobody else could do better, and the turn has a deadline of its own. */
  readonly lastResortMs: Millis;
  /** More attempts at the same provider, only while nothing was delivered and the failure says that it may help. */
  readonly retries: number;
  /** Before a retry: up to this long, at random, and twice that before the next. */
  readonly backoffMs: Millis;
}

export const defaultGuardLimits: GuardLimits = {
  firstItemMs: 1500,
  stallMs: 3000,
  lastResortMs: 10_000,
  retries: 1,
  backoffMs: 100,
};
