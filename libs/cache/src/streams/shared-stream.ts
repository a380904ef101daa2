import { CancelledError, asError, raceAbort } from '@app/core';

/**
 * One stream for everybody who wants the same at the same time: each reads it from its beginning. It goes on as long as
 * somebody reads it, and is given up when the last one leaves.
 */
export class SharedStream<Item> {
  private readonly items: Item[] = [];
  private readonly abort = new AbortController();
  private ended = false;
  private failure: Error | null = null;
  private readers = 0;
  private changed = Promise.withResolvers<void>();

  /** @param over called once, when nothing more will come */
  constructor(open: (signal: AbortSignal) => AsyncIterable<Item>, over: () => void) {
    void this.run(open).finally(over);
  }

  /** Whether somebody who comes now gets all of it. */
  get joinable(): boolean {
    return !this.abort.signal.aborted;
  }

  /** @throws what the stream throws; the signal's reason */
  read(signal: AbortSignal): AsyncGenerator<Item> {
    // Counted from now on, and not from when the first item is asked for.
    this.readers++;
    return this.follow(signal);
  }

  private async *follow(signal: AbortSignal): AsyncGenerator<Item> {
    try {
      for (let at = 0; ; at++) {
        while (at >= this.items.length) {
          if (this.failure) throw this.failure;
          if (this.ended) return;
          await raceAbort(this.changed.promise, signal);
        }
        signal.throwIfAborted();
        yield this.items[at]!;
      }
    } finally {
      this.leave();
    }
  }

  private leave(): void {
    if (--this.readers === 0 && !this.ended) this.abort.abort(new CancelledError('nobody listens any more'));
  }

  private async run(open: (signal: AbortSignal) => AsyncIterable<Item>): Promise<void> {
    try {
      for await (const item of open(this.abort.signal)) {
        this.items.push(item);
        this.wake();
      }
      if (this.abort.signal.aborted) this.failure = asError(this.abort.signal.reason);
    } catch (error) {
      this.failure = asError(error);
    }
    this.ended = true;
    this.wake();
  }

  private wake(): void {
    this.changed.resolve();
    this.changed = Promise.withResolvers<void>();
  }
}
