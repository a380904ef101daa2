import type { Clock, Millis } from '@app/core';

const SECONDS = 60;

/** What was used up within the last minute, to the second; in memory of a fixed size. */
export class MinuteWindow {
  private readonly cells = new Float64Array(SECONDS);
  private newest: number;
  private total = 0;

  constructor(private readonly clock: Clock) {
    this.newest = this.second();
  }

  add(amount: number): void {
    this.roll();
    this.cells[this.newest % SECONDS]! += amount;
    this.total += amount;
  }

  get sum(): number {
    this.roll();
    return this.total;
  }

  /** Until the sum is below this, if nothing is added; 0 where it is. */
  waitFor(below: number): Millis {
    let left = this.sum;
    for (let age = SECONDS - 1; age >= 0; age--) {
      if (left < below) return Math.max(0, (SECONDS - 1 - age) * 1000);
      left -= this.cells[(this.newest - age + SECONDS) % SECONDS]!;
    }
    return SECONDS * 1000;
  }

  private roll(): void {
    const now = this.second();
    for (let passed = Math.min(SECONDS, now - this.newest); passed > 0; passed--) {
      const cell = (now - passed + 1) % SECONDS;
      this.total -= this.cells[cell]!;
      this.cells[cell] = 0;
    }
    this.newest = now;
  }

  /** Counted from 60 on, so that looking back never goes below 0. */
  private second(): number {
    return SECONDS + Math.floor(this.clock.now() / 1000);
  }
}
