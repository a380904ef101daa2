import { FRAME_MS } from '@app/core';
import type { LoadCaller } from './load-caller';
import type { Tally } from './tally';

/** As much of a caller as has to be kept in time. */
export type Paced = Pick<LoadCaller, 'frame' | 'heldUntil' | 'release'>;

/** After so many frames without a pause what has come in is heard, however late the next ones are. */
const AT_ONCE = 100;

/**
 * One timer for all callers. Their frames lie evenly spread over every 20 ms; what is late is sent at once and
 * counted, and nothing is left out.
 */
export class FramePacer {
  private readonly startedAt: number;
  private sent = 0;
  private stopped = false;

  constructor(
    private readonly slots: readonly (Paced | null)[],
    private readonly tally: Tally,
    /** Runs something as soon as what has come in was heard. */
    private readonly soon: (run: () => void) => void = setImmediate,
  ) {
    this.startedAt = tally.clock.now();
    this.run();
  }

  stop(): void {
    this.stopped = true;
  }

  private get nextDue(): number {
    return this.startedAt + ((this.sent + 1) / this.slots.length + 1) * FRAME_MS;
  }

  private readonly run = (): void => {
    if (this.stopped) return;
    const { clock } = this.tally;
    this.sendDue();
    const next = Math.min(this.nextDue, this.releaseHeld());
    const inMs = next - clock.now();
    if (inMs > 0) clock.after(inMs, this.run);
    else this.soon(this.run);
  };

  private sendDue(): void {
    const { slots, tally } = this;
    for (let frames = 0; frames < AT_ONCE;) {
      const due = this.nextDue;
      const late = tally.clock.now() - due;
      if (late < 0) return;
      const caller = slots[this.sent % slots.length];
      this.sent++;
      if (!caller) continue;
      tally.latencies.driverLate.record(late);
      caller.frame(due);
      frames++;
    }
  }

  /** @returns when there is more to be released */
  private releaseHeld(): number {
    const now = this.tally.clock.now();
    let next = Number.POSITIVE_INFINITY;
    for (const caller of this.slots) {
      if (!caller) continue;
      if (caller.heldUntil <= now) caller.release(now);
      next = Math.min(next, caller.heldUntil);
    }
    return next;
  }
}
