import type { Millis } from '@app/core';

export interface GradientSettings {
  readonly initial: number;
  readonly min: number;
  readonly max: number;
}

/** How much slower than usual is still usual. */
const TOLERANCE = 1.5;
/** So many may wait beyond what is known to run well: without it the limit could never grow. */
const HEADROOM = 4;
const SMOOTHING = 0.2;
/** The usual is an average over so many pieces of work. */
const LONG = 600;

/**
 * How much work a provider takes at once, told by how long it takes: while it is as fast as usual the limit grows, when it
 * gets slower the limit shrinks in proportion (the Gradient2 algorithm of Netflix' concurrency-limits).
 */
export class GradientLimit {
  private now: number;
  private usualMs = 0;
  private seen = 0;

  constructor(private readonly settings: GradientSettings) {
    this.now = settings.initial;
  }

  get limit(): number {
    return Math.floor(this.now);
  }

  /** Average of what a piece of work took lately, ms; 0 while nothing is known. */
  get typicalMs(): Millis {
    return this.usualMs;
  }

  /** @param underWay pieces of work when this one was begun, itself among them */
  record(ms: Millis, underWay: number): void {
    const took = Math.max(ms, 0.1);
    this.seen = Math.min(this.seen + 1, LONG);
    this.usualMs += (took - this.usualMs) / this.seen;
    // After a slow time the usual comes down faster than an average would.
    if (this.usualMs / took > 2) this.usualMs *= 0.95;
    // Who does not use the limit learns nothing about it.
    if (underWay < this.now / 2) return;
    const gradient = Math.max(0.5, Math.min(1, (TOLERANCE * this.usualMs) / took));
    const wanted = this.now * gradient + HEADROOM;
    this.now = this.now * (1 - SMOOTHING) + wanted * SMOOTHING;
    this.now = Math.max(this.settings.min, Math.min(this.settings.max, this.now));
  }
}
