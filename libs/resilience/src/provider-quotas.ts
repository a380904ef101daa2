import type { Clock, Millis } from '@app/core';

/** What a provider lets an account have. Infinity where nothing was said. */
export interface Quota {
  /** Calls that use it at once. */
  readonly concurrentCalls: number;
  /** New calls within a minute. */
  readonly callsPerMinute: number;
  /** Tokens in and out within a minute. */
  readonly tokensPerMinute: number;
}

const MINUTE_MS: Millis = 60_000;

/** What was used within the last minute, in steps of a second. */
export class LastMinute {
  private readonly seconds = new Float64Array(60);
  private second: number;

  constructor(private readonly clock: Clock) {
    this.second = this.nowSecond();
  }

  add(amount: number): void {
    this.forget();
    this.seconds[this.second % 60]! += amount;
  }

  get sum(): number {
    this.forget();
    return this.seconds.reduce((sum, each) => sum + each, 0);
  }

  /** When the oldest of it will be forgotten; 0 where there is nothing. */
  get eases(): Millis {
    this.forget();
    for (let age = 59; age >= 0; age--) {
      if (this.seconds[(this.second - age + 60 * 60) % 60]! > 0) return (60 - age) * 1000;
    }
    return 0;
  }

  private forget(): void {
    const now = this.nowSecond();
    for (let gone = Math.max(this.second + 1, now - 59); gone <= now; gone++) this.seconds[gone % 60] = 0;
    this.second = now;
  }

  private nowSecond(): number {
    return Math.floor((this.clock.now() + MINUTE_MS) / 1000);
  }
}

export interface QuotaRefusal {
  readonly message: string;
  readonly retryAfterMs: Millis;
}

/** How much of its quota a provider has left. */
export class QuotaAccount {
  private readonly calls: LastMinute;
  private readonly tokens: LastMinute;

  /** @param provider as it is told to whoever is refused */
  constructor(
    private readonly provider: string,
    private readonly quota: Quota,
    clock: Clock,
  ) {
    this.calls = new LastMinute(clock);
    this.tokens = new LastMinute(clock);
  }

  /** Why one more call cannot be served now; null where it can. */
  refusal(): QuotaRefusal | null {
    if (this.calls.sum >= this.quota.callsPerMinute) return this.refuse('new calls', this.calls);
    if (this.tokens.sum >= this.quota.tokensPerMinute) return this.refuse('tokens', this.tokens);
    return null;
  }

  callBegan(): void {
    this.calls.add(1);
  }

  used(tokens: number): void {
    this.tokens.add(tokens);
  }

  private refuse(what: string, { eases }: LastMinute): QuotaRefusal {
    return { message: `the minute's ${what} of ${this.provider} are used up`, retryAfterMs: eases };
  }
}
