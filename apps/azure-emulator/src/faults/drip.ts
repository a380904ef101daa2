import type { Millis } from '@app/core';
import type { Timers } from '../server/timers';

interface Drop {
  readonly at: Millis;
  readonly run: () => void;
}

/** Lets data out at a rate, in order: timers alone may fire a millisecond too early for the one before. */
export class Drip {
  private readonly drops: Drop[] = [];
  private busyUntil: Millis = 0;

  /** @param bytesPerSecond Infinity lets everything through at once */
  constructor(
    private readonly timers: Timers,
    private readonly bytesPerSecond: number,
  ) {}

  /** Runs when so many bytes more have had their time. */
  after(bytes: number, run: () => void): void {
    const now = this.timers.clock.now();
    this.busyUntil = Math.max(this.busyUntil, now) + (bytes / this.bytesPerSecond) * 1000;
    if (this.drops.length === 0 && this.busyUntil <= now) return run();
    this.drops.push({ at: this.busyUntil, run });
    if (this.drops.length === 1) this.wait();
  }

  private wait(): void {
    const [next] = this.drops;
    if (!next) return;
    this.timers.after(next.at - this.timers.clock.now(), () => {
      this.drops.shift();
      next.run();
      this.wait();
    });
  }
}
