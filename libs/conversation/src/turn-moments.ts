import type { Clock, Millis } from '@app/core';
import type { TurnTimes } from './replying/replier';

/** When the newest turn ended, in clock time, and how long that took to decide. */
export class TurnMoments {
  private endedAt: Millis = 0;

  constructor(private readonly clock: Clock) {}

  /** The turn has ended: its endpoint was reached, or its text came. */
  ended(): void {
    this.endedAt = this.clock.now();
  }

  get sinceEnd(): Millis {
    return this.clock.now() - this.endedAt;
  }

  /** @param silenceMs since the caller's last sound; null for a turn without speech. */
  times(silenceMs: Millis | null): TurnTimes {
    const lastSoundAt = silenceMs === null ? null : this.clock.now() - silenceMs;
    return { endpointAt: this.endedAt, lastSoundAt };
  }
}
