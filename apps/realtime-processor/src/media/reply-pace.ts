import { FRAME_MS } from '@app/core';
import type { Millis } from '@app/core';

/** A longer silence is the end of a sentence or of a turn, not a gap in one. */
const LONGEST_GAP_MS: Millis = 200;

/** A timer may be this late without anybody hearing it. */
const TOLERANCE_MS: Millis = 5;

/** Sees the gaps in the frames of a call's replies: all that was sent has been heard, and only then comes the next. */
export class ReplyPace {
  private heardUntil: Millis = Number.NEGATIVE_INFINITY;

  /** To be asked once for each frame, at the moment it is sent. */
  isLate(now: Millis): boolean {
    const gap = now - this.heardUntil;
    this.heardUntil = Math.max(now, this.heardUntil) + FRAME_MS;
    return gap > TOLERANCE_MS && gap < LONGEST_GAP_MS;
  }
}
