import type { Clock, Millis, Timer } from '@app/core';
import type { TimerName } from './turn/turn-event';

/** The turn machine's timers: one of each name at a time. */
export class TurnTimers {
  private readonly timers = new Map<TimerName, Timer>();

  constructor(
    private readonly clock: Clock,
    private readonly fire: (name: TimerName) => void,
  ) {}

  set(name: TimerName, ms: Millis): void {
    this.clear(name);
    const timer = this.clock.after(ms, () => {
      this.timers.delete(name);
      this.fire(name);
    });
    this.timers.set(name, timer);
  }

  /** What it waits for has come about otherwise: it fires now, if it runs. */
  fireNow(name: TimerName): void {
    if (!this.timers.has(name)) return;
    this.clear(name);
    this.fire(name);
  }

  clear(name: TimerName): void {
    this.timers.get(name)?.cancel();
    this.timers.delete(name);
  }

  clearAll(): void {
    for (const timer of this.timers.values()) timer.cancel();
    this.timers.clear();
  }
}
