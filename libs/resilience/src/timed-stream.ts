import { CancelledError, ProviderError, deriveAbort } from '@app/core';
import type { Clock, Millis } from '@app/core';

/**
 * Reads a provider's stream with a watch on it. The stream gets a signal of its own, which is aborted when it is late or
 * given up, so that whatever it holds is let go of.
 */
export class TimedStream<Item> {
  private readonly abort;
  private readonly items: AsyncIterator<Item>;

  constructor(
    private readonly provider: string,
    private readonly clock: Clock,
    parent: AbortSignal,
    open: (signal: AbortSignal) => AsyncIterable<Item>,
  ) {
    this.abort = deriveAbort(parent);
    this.items = open(this.abort.signal)[Symbol.asyncIterator]();
  }

  /**
   * The next item, or null at the end.
   * @throws ProviderError `timeout` when it takes longer; what the stream throws
   */
  async next(withinMs: Millis): Promise<Item | null> {
    const late = Promise.withResolvers<never>();
    const timer = this.clock.after(withinMs, () => {
      const error = new ProviderError(this.provider, 'timeout', `nothing came within ${withinMs} ms`);
      late.reject(error);
      this.abort.abort(error);
    });
    const asked = this.items.next();
    asked.catch(() => undefined);
    try {
      const next = await Promise.race([asked, late.promise]);
      return next.done === true ? null : next.value;
    } finally {
      timer.cancel();
      late.promise.catch(() => undefined);
    }
  }

  /** Lets go of it, whether it has ended or not. */
  close(): void {
    this.abort.abort(new CancelledError('the stream is given up'));
    void Promise.resolve(this.items.return?.()).catch(() => undefined);
  }
}
