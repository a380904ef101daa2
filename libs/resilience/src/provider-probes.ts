import type { Clock, Millis, Provider, Timer } from '@app/core';

/** Who has not answered by then is taken for silent. */
const PATIENCE_MS: Millis = 5000;

/**
 * Asks providers from time to time how they are, beside all calls: a key that is wrong is known before the first caller
 * finds out. At most one question to a provider is under way.
 */
export class ProviderProbes {
  private readonly underWay = new Map<Provider, AbortController>();
  private timer: Timer | null = null;

  /** @param everyMs 0: nobody is asked */
  constructor(
    private readonly clock: Pick<Clock, 'after' | 'every'>,
    private readonly everyMs: Millis,
    private readonly providers: readonly Provider[],
  ) {}

  /** Asks for the first time, and waits for nothing. */
  start(): void {
    if (this.everyMs === 0 || this.timer) return;
    this.timer = this.clock.every(this.everyMs, () => this.probeAll());
    this.probeAll();
  }

  /** Ends the questions that are under way. */
  stop(): void {
    this.timer?.cancel();
    this.timer = null;
    for (const abort of this.underWay.values()) abort.abort();
  }

  private probeAll(): void {
    for (const provider of this.providers) {
      if (!this.underWay.has(provider)) void this.probe(provider);
    }
  }

  private async probe(provider: Provider): Promise<void> {
    if (!provider.probe) return;
    const abort = new AbortController();
    this.underWay.set(provider, abort);
    const patience = this.clock.after(PATIENCE_MS, () => abort.abort());
    try {
      await provider.probe(abort.signal);
    } finally {
      patience.cancel();
      this.underWay.delete(provider);
    }
  }
}
