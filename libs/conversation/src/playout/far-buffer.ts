import type { Millis } from '@app/core';

/** What the other end still has to play, reckoned from what was sent and when: it plays without a break. */
export class FarBuffer {
  private sent: Millis = 0;
  /** Clock time at which it runs dry. */
  private dryAt: Millis = Number.NEGATIVE_INFINITY;

  /** A new turn's audio is counted from 0; what is still being played of the last one is played first. */
  restart(): void {
    this.sent = 0;
  }

  add(ms: Millis, now: Millis): void {
    this.dryAt = Math.max(this.dryAt, now) + ms;
    this.sent += ms;
  }

  /** The other end has dropped everything; playing goes on, if at all, from what was heard. */
  drop(now: Millis): void {
    this.sent = this.heardMs(now);
    this.dryAt = now;
  }

  get sentMs(): Millis {
    return this.sent;
  }

  /** How long it can play without being sent more. */
  leadMs(now: Millis): Millis {
    return Math.max(0, this.dryAt - now);
  }

  /** How much of the turn was heard. */
  heardMs(now: Millis): Millis {
    return Math.max(0, this.sent - this.leadMs(now));
  }

  /** When what was sent so far will have been played. */
  get dryTime(): Millis {
    return this.dryAt;
  }
}
