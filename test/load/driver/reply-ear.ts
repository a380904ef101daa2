import { FRAME_MS } from '@app/core';
import type { Tally } from './tally';

/** A silence in the middle of a reply that people notice, ms. */
export const LONG_GAP_MS = 60;
/** Timers of either side may be so late, ms. */
const TOLERANCE_MS = 5;

/** Hears replies as a listener does: each frame is played when those before it were played, or when it comes. */
export class ReplyEar {
  private dryAt = Number.NEGATIVE_INFINITY;
  private expectsSilence = true;

  constructor(private readonly tally: Tally) {}

  frame(now: number): void {
    const gap = now - this.dryAt;
    const { counts } = this.tally;
    counts.framesOut++;
    if (!this.expectsSilence && gap > TOLERANCE_MS) counts.gaps++;
    if (!this.expectsSilence && gap > LONG_GAP_MS) counts.longGaps++;
    this.expectsSilence = false;
    this.dryAt = Math.max(this.dryAt, now) + FRAME_MS;
  }

  /** A reply begins, or is held back because the caller speaks: a silence before its next frame is no gap. */
  rest(): void {
    this.expectsSilence = true;
  }

  /** What was sent is not played. @returns until when the reply was heard */
  clear(now: number): number {
    const heardUntil = Math.min(this.dryAt, now);
    this.dryAt = heardUntil;
    this.expectsSilence = true;
    return heardUntil;
  }
}
