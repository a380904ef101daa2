import { Injectable } from '@nestjs/common';
import type { Millis } from '@app/core';

/** How far a drain has got. */
export interface DrainProgress {
  readonly callsLeft: number;
  /** When the last call is expected to be gone, at the latest when the drain is cut short. */
  readonly etaMs: Millis;
}

/** Whether the service is on its way out: it serves the calls it has and takes no new ones. There is no way back. */
@Injectable()
export class DrainState {
  private until: Millis | null = null;
  private reached: DrainProgress | null = null;

  get draining(): boolean {
    return this.until !== null;
  }

  /** Null until something is known. */
  get progress(): DrainProgress | null {
    return this.reached;
  }

  /** @param until when it has to be over, by the same clock as overdue() is asked with */
  begin(until: Millis): void {
    this.until = until;
  }

  /** How long it should have been over; 0 where there is none, or it is in time. */
  overdue(now: Millis): Millis {
    return this.until === null ? 0 : Math.max(0, now - this.until);
  }

  reach(progress: DrainProgress): void {
    this.reached = progress;
  }
}
