import { CancelledError, ProviderError, raceAbort, toVoiceError } from '@app/core';
import type { Clock, Millis, Provider, ProviderKind, Scope, Timer, VoiceError } from '@app/core';
import type { Breaker, Passage } from './breaker';
import type { Breakers } from './breakers';
import type { GuardLimits } from './guard-limits';
import type { AttemptOutcome, GuardObserver } from './guard-observer';
import type { ProviderLoad } from './load/provider-load';
import type { ProviderLoads } from './load/provider-loads';
import { enterProvider } from './enter-provider';
import { TimedStream } from './timed-stream';

/** What guards share. */
export interface GuardParts {
  readonly clock: Clock;
  readonly breakers: Breakers;
  readonly limits: GuardLimits;
  readonly observer: GuardObserver;
  /** How much of each provider may be used; left out: as much as is wanted. */
  readonly loads?: ProviderLoads;
}

/** A stream that has begun: its first item is there. */
interface Begun<Port, Item> {
  readonly provider: Port;
  readonly first: Item | null;
  readonly stream: TimedStream<Item>;
  readonly passage: Passage;
}

type Open<Port, Item> = (provider: Port, signal: AbortSignal) => AsyncIterable<Item>;

/** Faults of the request or of nobody: the provider is as well as before. */
const innocent = (error: VoiceError): boolean =>
  error instanceof CancelledError ||
  error.code === 'voice_unavailable' ||
  error.code === 'provider_unsupported';

/** Providers of one kind, in the order in which they are asked. */
export class ProviderChain<Port extends Provider> {
  constructor(
    readonly kind: ProviderKind,
    readonly providers: readonly [Port, ...Port[]],
    readonly parts: GuardParts,
  ) {
    // Known from the start, so that an operator finds each by its name.
    for (const provider of providers) {
      this.breakerOf(provider);
      this.loadOf(provider);
    }
  }

  /** What breakers, loads and metrics call a provider, such as `tts:azure`. */
  nameOf({ name }: Provider): string {
    return `${this.kind}:${name}`;
  }

  breakerOf(provider: Provider): Breaker {
    return this.parts.breakers.of(this.nameOf(provider));
  }

  loadOf(provider: Provider): ProviderLoad | undefined {
    return this.parts.loads?.of(this.nameOf(provider));
  }

  /** The first whose breaker does not keep calls out; undefined where every breaker does. */
  get serving(): Port | undefined {
    return this.providers.find(provider => !this.breakerOf(provider).keepsOut);
  }

  /**
   * A stream of one provider; where it breaks off, of the next one from there on.
   * @param open asked for each provider: a stream of pieces, the first of which is proof that it works
   * @param brokenOff told before the next one is opened
   * @throws VoiceError of the last provider that was asked
   */
  async *stream<Item>(
    scope: Scope,
    open: Open<Port, readonly Item[]>,
    brokenOff: () => void = () => undefined,
  ): AsyncGenerator<Item> {
    for (let from = 0; ;) {
      const { provider, first, stream, passage } = await this.begin(scope, from, open);
      scope.servedBy?.(provider.name);
      const stallMs = this.stallMs(provider);
      let over = false;
      try {
        for (let piece = first; piece !== null; piece = await stream.next(stallMs)) yield* piece;
        over = true;
        passage.succeeded();
        this.tell(provider, 'ok', scope);
        return;
      } catch (error) {
        over = true;
        this.tell(provider, this.fail(provider, passage, error, scope.signal), scope, error);
        scope.signal.throwIfAborted();
        from = this.after(provider);
        const next = this.providers[from];
        if (!next) throw toVoiceError(provider.name, error);
        this.parts.observer.fellBack(this.kind, provider.name, next.name, scope);
        brokenOff();
      } finally {
        // Whoever listened went away in the middle.
        if (!over) this.tell(provider, 'cancelled', scope);
        passage.abandoned();
        stream.close();
      }
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.providers.map(provider => provider.close()));
  }

  /** Asks one after the other, from that index on, until a first item comes. @throws VoiceError of the last one asked */
  private async begin<Item>(scope: Scope, from: number, open: Open<Port, Item>): Promise<Begun<Port, Item>> {
    let failure: VoiceError | null = null;
    let before: string | null = null;
    for (const provider of this.providers.slice(from)) {
      if (before !== null) this.parts.observer.fellBack(this.kind, before, provider.name, scope);
      before = provider.name;
      try {
        return await this.ask(provider, scope, open);
      } catch (error) {
        scope.signal.throwIfAborted();
        failure = toVoiceError(provider.name, error);
      }
    }
    throw failure ?? new ProviderError(this.kind, 'unavailable', 'there is no provider left to ask');
  }

  /** How long the next item of this provider's stream may take. */
  private stallMs(provider: Port): Millis {
    const { stallMs, lastResortMs } = this.parts.limits;
    return this.isLast(provider) ? lastResortMs : stallMs;
  }

  /** Whether nobody comes after it. */
  isLast(provider: Provider): boolean {
    return this.after(provider) === this.providers.length;
  }

  /** Index of the provider that comes after this one. */
  private after(provider: Provider): number {
    return this.providers.findIndex(each => each === provider) + 1;
  }

  private async ask<Item>(provider: Port, scope: Scope, open: Open<Port, Item>): Promise<Begun<Port, Item>> {
    const { limits } = this.parts;
    for (let attempt = 0; ; attempt++) {
      const passage = enterProvider(this, provider, scope);
      try {
        return await this.attempt(provider, scope, open, passage);
      } catch (error) {
        scope.signal.throwIfAborted();
        const failure = toVoiceError(provider.name, error);
        // A caller waits: who was silent for so long is not given as long once more where another could speak.
        const outOfPatience = failure.code === 'provider_timeout' && !this.isLast(provider);
        if (!failure.retryable || outOfPatience || attempt >= limits.retries) throw failure;
        await this.pause(limits.backoffMs * 2 ** attempt * Math.random(), scope.signal);
      }
    }
  }

  private async attempt<Item>(
    provider: Port,
    scope: Scope,
    open: Open<Port, Item>,
    passage: Passage,
  ): Promise<Begun<Port, Item>> {
    const { clock, limits } = this.parts;
    const begunAt = clock.now();
    const learn = this.loadOf(provider)?.asked();
    const stream = new TimedStream(provider.name, clock, scope.signal, signal => open(provider, signal));
    try {
      const first = await stream.next(this.isLast(provider) ? limits.lastResortMs : limits.firstItemMs);
      const ms = clock.now() - begunAt;
      this.parts.observer.firstItem(this.kind, provider.name, ms, scope.callId);
      learn?.(ms);
      return { provider, first, stream, passage };
    } catch (error) {
      stream.close();
      const outcome = this.fail(provider, passage, error, scope.signal);
      this.tell(provider, outcome, scope, error);
      learn?.(outcome === 'timeout' ? clock.now() - begunAt : null);
      throw error;
    }
  }

  private tell({ name }: Port, outcome: AttemptOutcome, scope: Scope, error: unknown = null): void {
    const code = error === null ? null : toVoiceError(name, error).code;
    this.parts.observer.attempt(this.kind, name, outcome, scope, code);
  }

  /** Settles the passage of a stream that failed. */
  private fail(provider: Port, passage: Passage, error: unknown, signal: AbortSignal): AttemptOutcome {
    const failure = toVoiceError(provider.name, error);
    if (signal.aborted || innocent(failure)) {
      passage.abandoned();
      return signal.aborted ? 'cancelled' : 'error';
    }
    passage.failed(failure);
    return failure.code === 'provider_timeout' ? 'timeout' : 'error';
  }

  private pause(ms: Millis, signal: AbortSignal): Promise<void> {
    let timer: Timer | null = null;
    const passed = new Promise<void>(resolve => (timer = this.parts.clock.after(ms, resolve)));
    return raceAbort(passed, signal).finally(() => timer?.cancel());
  }
}
