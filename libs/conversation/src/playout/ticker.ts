import { FRAME_MS } from '@app/core';
import type { Clock, Millis, Timer } from '@app/core';

export interface Ticking {
  tick(now: Millis): void;
}

/** One 20 ms timer for every call that plays something; it rests when none does. */
export class PlayoutTicker {
  private readonly playing = new Set<Ticking>();
  private timer: Timer | null = null;

  constructor(private readonly clock: Clock) {}

  add(playout: Ticking): void {
    this.playing.add(playout);
    this.timer ??= this.clock.every(FRAME_MS, () => this.tick());
  }

  remove(playout: Ticking): void {
    this.playing.delete(playout);
    if (this.playing.size > 0) return;
    this.timer?.cancel();
    this.timer = null;
  }

  get size(): number {
    return this.playing.size;
  }

  private tick(): void {
    const now = this.clock.now();
    for (const playout of this.playing) playout.tick(now);
  }
}
