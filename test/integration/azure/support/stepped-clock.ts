import type { Clock, Millis, Timer } from '@app/core';
import { VirtualClock } from '@app/testing';

/**
 * A clock for what talks over real sockets: it moves on by `stepMs` for each turn of the event loop, at most one a
 * millisecond. So watchdogs of seconds can be waited for, and on a busy machine no time passes while nobody can read.
 */
export class SteppedClock implements Clock {
  private readonly time = new VirtualClock(Date.now());
  private readonly steps: NodeJS.Timeout;

  constructor(stepMs: Millis) {
    this.steps = setInterval(() => this.time.advance(stepMs), 1);
    this.steps.unref();
  }

  now(): Millis {
    return this.time.now();
  }

  epoch(): Millis {
    return this.time.epoch();
  }

  after(delay: Millis, run: () => void): Timer {
    return this.time.after(delay, run);
  }

  every(interval: Millis, run: () => void): Timer {
    return this.time.every(interval, run);
  }

  /** Timers that are set and have not fired. */
  get active(): number {
    return this.time.active;
  }

  /** Resolves when so much time has passed. */
  passed(ms: Millis): Promise<void> {
    return new Promise(resolve => void this.after(ms, resolve));
  }

  stop(): void {
    clearInterval(this.steps);
  }
}
