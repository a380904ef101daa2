import { FRAME_MS } from '@app/core';
import type { Clock, Timer } from '@app/core';

/**
 * Beats once a frame. Every beat is reckoned from the start, so that late timers do not add up to a slow call; what was
 * missed is made up for at once.
 */
export class Metronome {
  private timer: Timer | null = null;
  private beats = 0;
  private running = false;

  constructor(
    private readonly clock: Clock,
    private readonly beat: () => void,
  ) {}

  /** The first beat is now. */
  start(): void {
    this.running = true;
    this.run(this.clock.now());
  }

  stop(): void {
    this.running = false;
    this.timer?.cancel();
  }

  private run(startedAt: number): void {
    while (this.running && startedAt + this.beats * FRAME_MS <= this.clock.now()) {
      this.beats++;
      this.beat();
    }
    if (!this.running) return;
    const wait = startedAt + this.beats * FRAME_MS - this.clock.now();
    this.timer = this.clock.after(Math.max(0, wait), () => this.run(startedAt));
  }
}
