import type { Millis, Tunable } from '@app/core';

/** Where a number starts and how it may change. */
export interface TunedRange {
  readonly initial: number;
  readonly min: number;
  readonly max: number;
  /** The largest change at once, as a share of the value; but at least `least` can be changed. */
  readonly step: number;
  /** A smaller change is not worth it. */
  readonly least: number;
}

export interface TunedChange {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly reason: string;
  /** Wall time, ms since the epoch. */
  readonly at: Millis;
}

/** What an operator is shown of it. */
export interface TunedReport {
  readonly value: number;
  readonly initial: number;
  readonly min: number;
  readonly max: number;
  readonly changes: number;
  readonly last: Omit<TunedChange, 'name'> | null;
}

/** A number that changes within bounds and by small steps; frozen, it stays as it was configured. */
export class TunedNumber implements Tunable {
  private current: number;
  private changes = 0;
  private last: TunedChange | null = null;

  /** @param changed null: it is frozen */
  constructor(
    readonly name: string,
    private readonly range: TunedRange,
    private readonly epoch: () => Millis,
    private readonly changed: ((change: TunedChange) => void) | null,
  ) {
    this.current = this.bounded(range.initial);
  }

  get value(): number {
    return this.current;
  }

  get min(): number {
    return this.range.min;
  }

  get max(): number {
    return this.range.max;
  }

  tune(value: number, reason: string): void {
    if (!this.changed || !Number.isFinite(value)) return;
    const { step, least } = this.range;
    const most = Math.max(least, this.current * step);
    const to = this.bounded(Math.min(this.current + most, Math.max(this.current - most, value)));
    const atBound = to === this.min || to === this.max;
    if (to === this.current || (Math.abs(to - this.current) < least && !atBound)) return;
    this.last = { name: this.name, from: this.current, to, reason, at: this.epoch() };
    this.current = to;
    this.changes++;
    this.changed(this.last);
  }

  report(): TunedReport {
    const { initial, min, max } = this.range;
    const { current: value, changes } = this;
    if (!this.last) return { value, initial, min, max, changes, last: null };
    const { from, to, reason, at } = this.last;
    return { value, initial, min, max, changes, last: { from, to, reason, at } };
  }

  private bounded(value: number): number {
    return Math.round(Math.min(this.range.max, Math.max(this.range.min, value)));
  }
}
