import type { Clock, Millis, Timer } from '@app/core';

interface Pending {
  due: Millis;
  readonly order: number;
  readonly every: Millis | null;
  readonly run: () => void;
}

/** A clock that moves only when told to; timers fire in order of time, then of setting. */
export class VirtualClock implements Clock {
  private time: Millis = 0;
  private order = 0;
  private readonly pending = new Set<Pending>();

  /** Wall time at virtual time 0. */
  constructor(private readonly epochAtStart: Millis = Date.UTC(2026, 0, 1)) {}

  now(): Millis {
    return this.time;
  }

  epoch(): Millis {
    return this.epochAtStart + this.time;
  }

  after(delay: Millis, run: () => void): Timer {
    return this.add(delay, null, run);
  }

  every(interval: Millis, run: () => void): Timer {
    return this.add(interval, interval, run);
  }

  /** Timers that are set and have not fired: 0 at the end of a call that leaks none. */
  get active(): number {
    return this.pending.size;
  }

  /** Moves on by `ms`, firing what falls due on the way at its own time. */
  advance(ms: Millis): void {
    const until = this.time + ms;
    for (let next = this.next(until); next; next = this.next(until)) {
      this.time = Math.max(this.time, next.due);
      if (next.every === null) this.pending.delete(next);
      else next.due += next.every;
      next.run();
    }
    this.time = until;
  }

  /** Like `advance`, but lets promises settle after each step of `stepMs`. */
  async run(ms: Millis, stepMs: Millis = 20): Promise<void> {
    await settle();
    for (let left = ms; left > 0; left -= stepMs) {
      this.advance(Math.min(stepMs, left));
      await settle();
    }
  }

  private add(delay: Millis, every: Millis | null, run: () => void): Timer {
    const entry: Pending = { due: this.time + Math.max(0, delay), order: this.order++, every, run };
    this.pending.add(entry);
    return { cancel: () => void this.pending.delete(entry) };
  }

  private next(until: Millis): Pending | null {
    let first: Pending | null = null;
    for (const entry of this.pending) {
      if (entry.due > until) continue;
      if (!first || entry.due < first.due || (entry.due === first.due && entry.order < first.order))
        first = entry;
    }
    return first;
  }
}

/** Lets everything that is already resolved run on: promise chains of any length this service uses. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise<void>(resolve => setImmediate(resolve));
}
