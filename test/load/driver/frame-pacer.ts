import { FRAME_MS } from '@app/core';
import type { LoadCaller } from './load-caller';
import type { Tally } from './tally';

/**
 * One timer for all callers. Their frames lie evenly spread over every 20 ms; what is late is sent at once and
 * counted, and nothing is left out.
 */
export class FramePacer {
  private readonly startedAt = performance.now();
  private sent = 0;
  private stopped = false;

  constructor(
    private readonly slots: readonly (LoadCaller | null)[],
    private readonly tally: Tally,
  ) {
    this.run();
  }

  stop(): void {
    this.stopped = true;
  }

  private readonly run = (): void => {
    const { length } = this.slots;
    for (;;) {
      if (this.stopped) return;
      const due = this.startedAt + ((this.sent + 1) / length + 1) * FRAME_MS;
      const late = performance.now() - due;
      if (late < 0) {
        setTimeout(this.run, -late);
        return;
      }
      const caller = this.slots[this.sent % length];
      this.sent++;
      if (!caller) continue;
      this.tally.latencies.driverLate.record(late);
      caller.frame(due);
    }
  };
}
