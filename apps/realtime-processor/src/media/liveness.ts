import type { Clock, Millis, Timer } from '@app/core';

/** What can be asked whether it is still there. */
export interface Pinged {
  ping(): void;
  /** It has not answered for too long. */
  lost(): void;
}

const PING_EVERY_MS: Millis = 20_000;
const MISSES = 3;

/** Pings every connection, by one timer for all, and gives up those that miss three in a row. */
export class Liveness {
  private readonly missed = new Map<Pinged, number>();
  private timer: Timer | null = null;

  constructor(private readonly clock: Clock) {}

  watch(connection: Pinged): void {
    this.missed.set(connection, 0);
    this.timer ??= this.clock.every(PING_EVERY_MS, () => this.sweep());
  }

  heard(connection: Pinged): void {
    if (this.missed.has(connection)) this.missed.set(connection, 0);
  }

  forget(connection: Pinged): void {
    this.missed.delete(connection);
    if (this.missed.size > 0) return;
    this.timer?.cancel();
    this.timer = null;
  }

  private sweep(): void {
    for (const [connection, missed] of [...this.missed]) {
      if (missed >= MISSES) connection.lost();
      else {
        this.missed.set(connection, missed + 1);
        connection.ping();
      }
    }
  }
}
