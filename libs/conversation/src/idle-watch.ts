import type { Clock, Millis, Timer } from '@app/core';

/**
 * Notices that nothing has been heard for too long. Being heard costs one number; the timer looks at it only when the
 * time could be up.
 */
export class IdleWatch {
  private lastAt: Millis;
  private timer: Timer | null = null;

  /** @param timeoutMs 0 turns it off. */
  constructor(
    private readonly clock: Clock,
    private readonly timeoutMs: Millis,
    private readonly onIdle: () => void,
  ) {
    this.lastAt = clock.now();
    if (timeoutMs > 0) this.look(timeoutMs);
  }

  heard(now: Millis): void {
    this.lastAt = now;
  }

  close(): void {
    this.timer?.cancel();
    this.timer = null;
  }

  private look(after: Millis): void {
    this.timer = this.clock.after(after, () => {
      const left = this.lastAt + this.timeoutMs - this.clock.now();
      if (left > 0) this.look(left);
      else this.onIdle();
    });
  }
}
