import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleAll } from 'cockatiel';
import type { CircuitBreakerPolicy } from 'cockatiel';
import { VoiceError } from '@app/core';
import type { Millis } from '@app/core';

export type BreakerState = 'closed' | 'open' | 'half-open' | 'isolated';

export interface BreakerSettings {
  /** Failures in a row that open it. */
  readonly failureThreshold: number;
  /** After this long one call may try again. */
  readonly resetMs: Millis;
}

/** Leave to use what the breaker protects. How it went is to be told once; what is told after that is ignored. */
export interface Passage {
  succeeded(): void;
  failed(error: Error): void;
  /** It ended before it could show anything: the turn was over. */
  abandoned(): void;
}

const UNRECORDED: Passage = {
  succeeded: () => undefined,
  failed: () => undefined,
  abandoned: () => undefined,
};

const STATES: Readonly<Record<CircuitState, BreakerState>> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Isolated]: 'isolated',
};

/**
 * Lets nobody in for a while after so many failures in a row; then one, whose success opens the way again. Those who come
 * while that one tries are turned away too, and not kept waiting: a caller listens.
 */
export class Breaker {
  private readonly policy: CircuitBreakerPolicy;
  private openedAt = 0;
  private changedAt = Date.now();
  private isolation: { dispose(): void } | null = null;
  private held: 'open' | 'closed' | null = null;
  private openings = 0;
  private failure: string | null = null;

  constructor(
    readonly name: string,
    private readonly settings: BreakerSettings,
    onChange: (state: BreakerState) => void = () => undefined,
  ) {
    this.policy = circuitBreaker(handleAll, {
      breaker: new ConsecutiveBreaker(settings.failureThreshold),
      halfOpenAfter: settings.resetMs,
    });
    this.policy.onBreak(() => {
      this.openedAt = Date.now();
      this.openings++;
    });
    this.policy.onStateChange(() => {
      this.changedAt = Date.now();
      onChange(this.state);
    });
  }

  get state(): BreakerState {
    return this.held === 'closed' ? 'closed' : STATES[this.policy.state];
  }

  /** Epoch ms of the last change. */
  get since(): number {
    return this.changedAt;
  }

  /** How an operator holds it, whatever happens; null: it decides by itself. */
  get heldAs(): 'open' | 'closed' | null {
    return this.held;
  }

  /** How often it has opened since the start, by hand or by itself. */
  get opens(): number {
    return this.openings;
  }

  /** Code of the last failure that counted; null before the first. */
  get lastError(): string | null {
    return this.failure;
  }

  /** Ms until somebody might be let in; 0: now, or when who is trying has done so; Infinity: when an operator says so. */
  get retryInMs(): Millis {
    if (this.state === 'isolated') return Number.POSITIVE_INFINITY;
    if (this.state !== 'open') return 0;
    return Math.max(0, this.openedAt + this.settings.resetMs - Date.now());
  }

  /** Whether `enter` would let somebody in. */
  get admits(): boolean {
    if (this.held === 'closed') return true;
    switch (this.state) {
      case 'closed':
        return true;
      case 'open':
        return Date.now() - this.openedAt >= this.settings.resetMs;
      case 'half-open':
      case 'isolated':
        return false;
    }
  }

  /** Whether there is no hope of getting in for now. Who is being tried might open the way in a moment. */
  get keepsOut(): boolean {
    return !this.admits && this.state !== 'half-open';
  }

  /** @returns null when nobody is let in. */
  enter(): Passage | null {
    if (this.held === 'closed') return UNRECORDED;
    if (!this.admits) return null;
    const probing = this.state === 'open';
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let settled = false;
    const once =
      (tell: () => void): (() => void) =>
      () => {
        if (settled) return;
        settled = true;
        tell();
      };
    const succeeded = once(() => this.record(Promise.resolve()));
    // A closed breaker is not told of what showed nothing; a probe that shows nothing must not close an open one.
    const abandoned = once(() => (probing ? reject(new Error('the probe was abandoned')) : undefined));
    const failed = (error: Error): void =>
      once(() => {
        this.failure = error instanceof VoiceError ? error.code : error.name;
        if (probing) reject(error);
        else this.record(Promise.reject(error));
      })();
    if (!probing) return { succeeded, abandoned, failed };
    this.record(promise);
    return { succeeded: once(resolve), abandoned, failed };
  }

  /** Held by hand: open lets nobody in, closed lets everybody in and counts no failure; null lets it decide again. */
  hold(as: 'open' | 'closed' | null): void {
    this.held = as;
    if (as === 'open') this.isolation ??= this.policy.isolate();
    else {
      this.isolation?.dispose();
      this.isolation = null;
    }
  }

  private record(outcome: Promise<void>): void {
    // It is not looked at where others have opened the breaker meanwhile.
    outcome.catch(() => undefined);
    this.policy.execute(() => outcome).catch(() => undefined);
  }
}
