import type { Clock, Millis } from './clock';

/** A point in clock time by which something must have happened. */
export interface Deadline {
  readonly at: Millis;
}

export const deadlineIn = (clock: Clock, ms: Millis): Deadline => ({ at: clock.now() + ms });

/** For work that has no deadline of its own, such as a call's recogniser. */
export const noDeadline: Deadline = { at: Number.POSITIVE_INFINITY };

/** Milliseconds left, never negative. */
export const remaining = (deadline: Deadline, clock: Clock): Millis => Math.max(0, deadline.at - clock.now());
