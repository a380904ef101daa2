import type { Clock, Millis, Timer } from '@app/core';

/** The longest a timer can be set for. */
const LONGEST_TIMER_MS: Millis = 2 ** 31 - 1;

/** Ends a call whose token expired and was not renewed. */
export class TokenWatch {
  private timer: Timer | null = null;
  private closed = false;

  /** @param graceMs a call goes on for so long after its token expired: the new one may be on its way */
  constructor(
    private readonly clock: Clock,
    private readonly graceMs: Millis,
    private readonly onExpired: () => void,
  ) {}

  /** @param expiresAt ms since the epoch; null: never */
  watch(expiresAt: number | null): void {
    this.timer?.cancel();
    this.timer = null;
    if (this.closed || expiresAt === null) return;
    const left = expiresAt + this.graceMs - this.clock.epoch();
    if (left > LONGEST_TIMER_MS) return;
    this.timer = this.clock.after(Math.max(0, left), this.onExpired);
  }

  /** The call is over: a renewal that is still being checked changes nothing any more. */
  close(): void {
    this.closed = true;
    this.timer?.cancel();
    this.timer = null;
  }
}
