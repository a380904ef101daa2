import type { ThrottlerStorage } from '@nestjs/throttler';
import type { Clock, Millis } from '@app/core';

type Counted = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** A handshake does not wait longer for a count than this. */
const PATIENCE_MS: Millis = 250;

/** After a failure the shared counts are left alone for so long. */
const PAUSE_MS: Millis = 5000;

/**
 * Counts shared by all instances, and those of this one for as long as the shared ones cannot be had: that there is no
 * count is never a reason to refuse anybody.
 */
export class SharedWindows implements ThrottlerStorage {
  private pausedUntil = -Infinity;

  constructor(
    private readonly shared: ThrottlerStorage,
    private readonly local: ThrottlerStorage,
    private readonly clock: Clock,
    private readonly warn: (message: string) => void,
  ) {}

  async increment(...args: Parameters<ThrottlerStorage['increment']>): Promise<Counted> {
    if (this.clock.now() < this.pausedUntil) return this.local.increment(...args);
    try {
      return await this.inTime(this.shared.increment(...args));
    } catch (error) {
      this.pausedUntil = this.clock.now() + PAUSE_MS;
      this.warn(`limits count on this instance alone for a while: ${String(error)}`);
      return this.local.increment(...args);
    }
  }

  private inTime(counting: Promise<Counted>): Promise<Counted> {
    return new Promise((resolve, reject) => {
      const timer = this.clock.after(PATIENCE_MS, () => reject(new Error('no answer in time')));
      counting.then(resolve, reject).finally(() => timer.cancel());
    });
  }
}
