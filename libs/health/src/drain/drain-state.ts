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
  private begun = false;
  private reached: DrainProgress | null = null;

  get draining(): boolean {
    return this.begun;
  }

  /** Null until something is known. */
  get progress(): DrainProgress | null {
    return this.reached;
  }

  begin(): void {
    this.begun = true;
  }

  reach(progress: DrainProgress): void {
    this.reached = progress;
  }
}
