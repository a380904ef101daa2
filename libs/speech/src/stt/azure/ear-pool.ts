import type { Clock, Millis, ProviderError, Timer } from '@app/core';
import { backoffMs } from '@app/resilience';
import type { ResourceLease, SpeechResources } from '../../azure/speech-resources';
import { Ear } from './ear';
import type { EarSettings } from './ear';

/** The service closes a connection that says nothing for some minutes; before that it is replaced. */
const OLDEST_MS: Millis = 170_000;
/** A language no call was opened in for so long needs no connections that wait for it. */
const WANTED_MS: Millis = 600_000;

interface Warm {
  readonly ear: Ear;
  readonly expiry: Timer;
}

/** Connections that are open before they are needed, by language, as long as there are calls in it. */
export class EarPool {
  private readonly warm = new Map<string, Warm[]>();
  /** Clock time of the last call in each language. */
  private readonly wantedAt = new Map<string, Millis>();
  /** Every ear that lives or whose socket is still being closed. */
  private readonly all = new Set<Ear>();
  private refilling: Timer | null = null;
  /** Ears that were lost since one was open when it was taken. */
  private failures = 0;
  private closed = false;

  /** @param warn of failures while nobody listens, which no call is told of */
  constructor(
    private readonly resources: SpeechResources,
    private readonly settings: EarSettings & { readonly warm: number },
    private readonly clock: Clock,
    private readonly warn: (message: string) => void,
  ) {}

  /** Ears that live, those of calls among them. */
  get size(): number {
    return this.all.size;
  }

  /** A call in this language has begun: when its caller speaks, an ear should be open. */
  expect(language: string): void {
    this.wantedAt.set(language, this.clock.now());
    this.refill();
  }

  /**
   * An ear for one call, open or about to be.
   * @param avoid a resource that just failed it, taken only where there is no other
   * @returns null where none can be had now
   */
  take(language: string, avoid?: string): Ear | null {
    if (this.closed) return null;
    this.wantedAt.set(language, this.clock.now());
    const waiting = this.warm.get(language) ?? [];
    const fit = waiting.filter(({ ear }) => ear.usable);
    const chosen =
      fit.find(({ ear }) => ear.isOpen && ear.resource !== avoid) ??
      fit.find(({ ear }) => ear.isOpen) ??
      fit[0];
    if (chosen?.ear.isOpen) this.failures = 0;
    const ear = chosen ? this.remove(chosen) : this.create(language, this.resources.lease(avoid));
    this.refill();
    return ear;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.refilling?.cancel();
    for (const warm of this.warmOnes()) this.remove(warm).close();
    await Promise.all([...this.all].map(ear => ear.gone));
  }

  private *warmOnes(): Generator<Warm> {
    for (const waiting of this.warm.values()) yield* [...waiting];
  }

  /** Opens what is missing; where a resource has to rest first, it comes back to it. */
  private refill(): void {
    this.refilling?.cancel();
    this.refilling = null;
    if (this.closed) return;
    for (const warm of this.warmOnes()) if (!warm.ear.usable) this.remove(warm).close();
    for (const [language, at] of this.wantedAt) {
      if (this.clock.now() - at >= WANTED_MS) this.forget(language);
      else if (!this.fill(language)) return;
    }
  }

  /** @returns false where it has to wait */
  private fill(language: string): boolean {
    const waiting = this.warm.get(language) ?? [];
    this.warm.set(language, waiting);
    while (waiting.length < this.settings.warm) {
      const lease = this.resources.lease();
      if (!lease) {
        this.refillIn(this.resources.retryInMs);
        return false;
      }
      waiting.push(this.warmed(language, lease));
    }
    return true;
  }

  private warmed(language: string, lease: ResourceLease): Warm {
    const ear = this.create(language, lease);
    const warm: Warm = {
      ear,
      expiry: this.clock.after(OLDEST_MS, () => {
        this.remove(warm).close();
        this.refill();
      }),
    };
    return warm;
  }

  private create(language: string, lease: ResourceLease): Ear;
  private create(language: string, lease: ResourceLease | null): Ear | null;
  private create(language: string, lease: ResourceLease | null): Ear | null {
    if (!lease) return null;
    const ear = new Ear(language, lease, this.settings, this.clock, (lost, error) => this.lost(lost, error));
    this.all.add(ear);
    void ear.gone.then(() => this.all.delete(ear));
    return ear;
  }

  private lost(ear: Ear, error: ProviderError | null): void {
    const warm = [...this.warmOnes()].find(each => each.ear === ear);
    if (warm) this.remove(warm);
    if (!error) return this.refill();
    this.warn(`a connection of Azure Speech (${ear.resource}) was lost: ${error.message}`);
    this.refillIn(backoffMs(++this.failures, Math.random()));
  }

  private refillIn(ms: Millis): void {
    this.refilling?.cancel();
    this.refilling = null;
    if (!this.closed && Number.isFinite(ms))
      this.refilling = this.clock.after(Math.max(1, ms), () => this.refill());
  }

  private remove(warm: Warm): Ear {
    warm.expiry.cancel();
    const waiting = this.warm.get(warm.ear.language) ?? [];
    const index = waiting.indexOf(warm);
    if (index >= 0) waiting.splice(index, 1);
    return warm.ear;
  }

  private forget(language: string): void {
    this.wantedAt.delete(language);
    for (const warm of this.warm.get(language) ?? []) {
      warm.expiry.cancel();
      warm.ear.close();
    }
    this.warm.delete(language);
  }
}
