import type { Clock, Millis, Timer } from '@app/core';

interface Held {
  readonly due: Millis;
  readonly say: () => void;
  readonly timer: Timer;
}

/** Says things later, and always in the order in which it was given them. */
export class HeldBack {
  private held: Held[] = [];

  constructor(private readonly clock: Clock) {}

  /** After so long, or after what was given before it where that takes longer. */
  add(delayMs: Millis, say: () => void): void {
    const due = this.clock.now() + delayMs;
    const timer = this.clock.after(delayMs, () => this.release(due));
    this.held.push({ due, say, timer });
  }

  /** Says all of it now. */
  flush(): void {
    this.release(Number.POSITIVE_INFINITY);
  }

  /** Says none of it. */
  drop(): void {
    for (const { timer } of this.held) timer.cancel();
    this.held = [];
  }

  /** What waits behind something later waits on. */
  private release(due: Millis): void {
    while (this.held.length > 0 && this.held[0]!.due <= due) {
      const { timer, say } = this.held.shift()!;
      timer.cancel();
      say();
    }
  }
}
