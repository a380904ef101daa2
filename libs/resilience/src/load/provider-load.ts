import { ProviderError } from '@app/core';
import type { Clock, ConcurrencyLimit, Millis } from '@app/core';
import { Bulkhead } from './bulkhead';
import { MinuteWindow } from './minute-window';

/** What a provider may be used for; what is not said is not limited. */
export interface ProviderQuota {
  /** Requests at once; of a recogniser: calls at once. */
  readonly maxConcurrent?: number;
  readonly tokensPerMinute?: number;
  /** Calls begun within a minute. */
  readonly newPerMinute?: number;
}

export interface LoadReport {
  readonly used: number;
  readonly limit: number;
  /** Unanswered requests at once, where another provider could take them; found out by how long answers take. */
  readonly adaptiveLimit?: number;
  readonly tokensLastMinute?: number;
  readonly newLastMinute?: number;
}

/** Above this share of its tokens a provider gets no new calls: those it has will want to say something too. */
const TOKENS_FOR_NEW_CALLS = 0.9;

/** One provider's load: how much is in use, and whether more may be. */
export class ProviderLoad {
  private readonly bulkhead: Bulkhead;
  private readonly tokens: MinuteWindow;
  private readonly begun: MinuteWindow;
  /** Requests whose first item has not come. */
  private asking = 0;

  constructor(
    readonly name: string,
    private readonly quota: ProviderQuota & { readonly maxConcurrent: number },
    private readonly adaptive: ConcurrencyLimit | null,
    clock: Clock,
  ) {
    this.bulkhead = new Bulkhead(quota.maxConcurrent);
    this.tokens = new MinuteWindow(clock);
    this.begun = new MinuteWindow(clock);
  }

  get used(): number {
    return this.bulkhead.used;
  }

  get limit(): number {
    return this.bulkhead.limit;
  }

  /**
   * Takes a place for one request.
   * @param alternative whether another provider could take it: only then it is sent away for being slow
   * @throws ProviderError `busy` when there is none
   */
  enter(alternative: boolean): () => void {
    const { tokensPerMinute = Number.POSITIVE_INFINITY } = this.quota;
    if (this.tokens.sum >= tokensPerMinute) throw this.busy('its tokens of this minute are used up');
    if (alternative && this.adaptive && this.asking >= this.adaptive.limit)
      throw this.busy('it gets slower with every request more');
    const leave = this.bulkhead.enter();
    if (!leave) throw this.busy('all its places are taken');
    return leave;
  }

  /** A request is made. To be told once how long its first item took, or null where that says nothing of the provider. */
  asked(): (ms: Millis | null) => void {
    const inFlight = ++this.asking;
    let waiting = true;
    return ms => {
      if (!waiting) return;
      waiting = false;
      this.asking--;
      if (ms !== null) this.adaptive?.took(ms, inFlight);
    };
  }

  spent(tokens: number): void {
    this.tokens.add(tokens);
  }

  callBegun(): void {
    this.begun.add(1);
  }

  /** Ms until a new call would be within the quota; 0: it is. */
  get waitForCall(): Millis {
    const { tokensPerMinute, newPerMinute } = this.quota;
    const begun = newPerMinute === undefined ? 0 : this.begun.waitFor(newPerMinute);
    const tokens =
      tokensPerMinute === undefined ? 0 : this.tokens.waitFor(tokensPerMinute * TOKENS_FOR_NEW_CALLS);
    return Math.max(begun, tokens);
  }

  report(): LoadReport {
    const { tokensPerMinute, newPerMinute } = this.quota;
    return {
      used: this.used,
      limit: this.limit,
      ...(this.adaptive && { adaptiveLimit: this.adaptive.limit }),
      ...(tokensPerMinute !== undefined && { tokensLastMinute: this.tokens.sum }),
      ...(newPerMinute !== undefined && { newLastMinute: this.begun.sum }),
    };
  }

  private busy(why: string): ProviderError {
    return new ProviderError(this.name, 'busy', `${this.name} is not asked: ${why}`);
  }
}
