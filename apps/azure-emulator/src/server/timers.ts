import type { Clock, Millis, Timer } from '@app/core';

/** The timers of one connection or request: all of them end with it. */
export class Timers {
  private readonly set = new Set<Timer>();
  private closed = false;

  constructor(readonly clock: Clock) {}

  /** Runs at once where there is nothing to wait for, so that an emulator without delays answers within the same tick. */
  after(ms: Millis, run: () => void): void {
    if (this.closed) return;
    if (ms <= 0) return run();
    const timer = this.clock.after(ms, () => {
      this.set.delete(timer);
      run();
    });
    this.set.add(timer);
  }

  /** Timers that are running. */
  get active(): number {
    return this.set.size;
  }

  /** Nothing fires after it. */
  close(): void {
    this.closed = true;
    for (const timer of this.set) timer.cancel();
    this.set.clear();
  }
}
