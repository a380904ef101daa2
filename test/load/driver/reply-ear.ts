import { FRAME_MS } from '@app/core';
import type { Tally } from './tally';

/** A silence in the middle of a reply that people notice, ms. */
export const LONG_GAP_MS = 60;
/** Timers of either side may be so late, ms. */
const TOLERANCE_MS = 5;
/** A reply that stands still for so long without its end is taken for one that does not go on, ms. */
const STALLED_MS = 1000;

/** Hears replies as a listener does: each frame is played when those before it were played, or when it comes. */
export class ReplyEar {
  private dryAt = Number.NEGATIVE_INFINITY;
  private expectsSilence = true;
  /** A reply began, and neither its end nor a clear has come. */
  private open = false;

  constructor(private readonly tally: Tally) {}

  get inReply(): boolean {
    return this.open;
  }

  /** The one before it is over, whether its end has come or not. A silence before its first frame is no gap. */
  begins(): void {
    if (this.open) this.tally.counts.unfinished++;
    this.open = true;
    this.expectsSilence = true;
  }

  frame(now: number): void {
    const gap = now - this.dryAt;
    const { counts } = this.tally;
    counts.framesOut++;
    if (!this.expectsSilence && gap > TOLERANCE_MS) counts.gaps++;
    if (!this.expectsSilence && gap > LONG_GAP_MS) counts.longGaps++;
    this.expectsSilence = false;
    this.dryAt = Math.max(this.dryAt, now) + FRAME_MS;
  }

  /** It is held back because the caller speaks: a silence before its next frame is no gap. */
  rest(now: number): void {
    this.countStalled(now);
    this.expectsSilence = true;
  }

  /** All of it was played. */
  completed(): void {
    this.open = false;
    this.expectsSilence = true;
  }

  /** What was sent is not played. @returns until when the reply was heard */
  clear(now: number): number {
    this.countStalled(now);
    this.dryAt = this.heardUntil(now);
    this.completed();
    return this.dryAt;
  }

  heardUntil(now: number): number {
    return Math.min(this.dryAt, now);
  }

  /** It stands still in the middle, and not because the caller speaks. */
  isStalled(now: number): boolean {
    return this.open && !this.expectsSilence && now - this.dryAt > STALLED_MS;
  }

  /** Its end is not waited for any more. */
  forget(): void {
    this.open = false;
  }

  private countStalled(now: number): void {
    if (!this.isStalled(now)) return;
    this.tally.counts.unfinished++;
    this.open = false;
  }
}
