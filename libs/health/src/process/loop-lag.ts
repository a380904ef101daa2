import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Clock, Millis, Timer } from '@app/core';

export interface Lag {
  readonly p99Ms: Millis;
  readonly maxMs: Millis;
}

const RESOLUTION_MS = 10;
const WINDOW_MS: Millis = 10_000;
const NS_PER_MS = 1e6;

/**
 * How late the event loop runs its timers: over the window of 10 s that is under way and the one before. Node measures
 * from one tick of its own timer to the next, so the length of a tick is taken off again.
 */
export class LoopLag {
  private readonly histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  private previous: Lag = { p99Ms: 0, maxMs: 0 };
  private rotation: Timer | null = null;

  constructor(private readonly clock: Clock) {}

  start(): void {
    if (this.rotation) return;
    this.histogram.enable();
    this.rotation = this.clock.every(WINDOW_MS, () => {
      this.previous = this.current();
      this.histogram.reset();
    });
  }

  stop(): void {
    this.rotation?.cancel();
    this.rotation = null;
    this.histogram.disable();
  }

  read(): Lag {
    const current = this.current();
    return {
      p99Ms: Math.max(this.previous.p99Ms, current.p99Ms),
      maxMs: Math.max(this.previous.maxMs, current.maxMs),
    };
  }

  /** Samples in the window under way. */
  get samples(): number {
    return this.histogram.count;
  }

  private current(): Lag {
    if (this.samples === 0) return { p99Ms: 0, maxMs: 0 };
    return { p99Ms: lagOf(this.histogram.percentile(99)), maxMs: lagOf(this.histogram.max) };
  }
}

const lagOf = (ns: number): Millis => Math.max(0, Math.round(ns / NS_PER_MS - RESOLUTION_MS));
