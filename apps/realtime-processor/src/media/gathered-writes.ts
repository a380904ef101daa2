import type { Writable } from 'node:stream';

/** What has been held back since the present callback of the event loop began. */
const held: GatheredWrites[] = [];

function releaseAll(): void {
  for (const writes of held) writes.release();
  held.length = 0;
}

/**
 * Makes one system call of all that one callback of the event loop writes to a socket: the frames of a tick, or a transcript
 * and what follows from it. It leaves before anything else is dealt with, so it is not later for that.
 */
export class GatheredWrites {
  private holding = false;

  constructor(private readonly socket: Writable) {}

  /** To be called before each write. */
  hold(): void {
    if (this.holding) return;
    this.holding = true;
    this.socket.cork();
    if (held.push(this) === 1) queueMicrotask(releaseAll);
  }

  release(): void {
    this.holding = false;
    this.socket.uncork();
  }
}
