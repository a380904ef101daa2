import type { Clock, Millis } from '@app/core';
import type { PublishedKey } from './fetch-key-set';
import { fetchKeySet } from './fetch-key-set';
import type { KeySource, TokenHeader, VerificationKey } from './key-source';
import { KeysUnavailableError } from './keys-unavailable.error';

/** After so long the set is asked for again: a key that was taken out of it counts for so long at most. */
const MAX_AGE_MS: Millis = 5 * 60_000;

/** A token with an unknown `kid` may cause a fetch, but not more often than this, whoever sends them. */
const MIN_INTERVAL_MS: Millis = 10_000;

/**
 * The keys an issuer publishes by URL. A rotation needs nothing: the first token with a new `kid` fetches the set anew.
 * While the issuer cannot be reached, the keys known already go on being good.
 */
export class RemoteKeys implements KeySource {
  private keys: readonly PublishedKey[] = [];
  private fetchedAt = -Infinity;
  private nextAttemptAt = -Infinity;
  private failing = false;
  private fetching: Promise<void> | null = null;

  /** @param warn is told when the issuer cannot be reached, and when it can again */
  constructor(
    private readonly url: string,
    private readonly clock: Clock,
    private readonly warn: (message: string) => void = () => undefined,
  ) {}

  /** @throws KeysUnavailableError when the key is not known and the issuer does not answer */
  async keyFor({ kid }: TokenHeader): Promise<VerificationKey | null> {
    const known = this.find(kid);
    if (known !== null && this.clock.now() - this.fetchedAt < MAX_AGE_MS) return known;
    if (known !== null && this.failing) {
      void this.refresh();
      return known;
    }
    await this.refresh();
    const found = this.find(kid);
    if (found === null && this.failing) throw new KeysUnavailableError();
    return found;
  }

  /** A token without `kid` is taken where there is only one key it can mean. */
  private find(kid: string | null): VerificationKey | null {
    const meant = kid === null ? this.keys : this.keys.filter(published => published.kid === kid);
    return meant.length === 1 ? (meant[0]?.key ?? null) : null;
  }

  /** One fetch at a time; never rejects. */
  private refresh(): Promise<void> {
    if (this.fetching !== null) return this.fetching;
    if (this.clock.now() < this.nextAttemptAt) return Promise.resolve();
    this.nextAttemptAt = this.clock.now() + MIN_INTERVAL_MS;
    this.fetching = this.fetch().finally(() => (this.fetching = null));
    return this.fetching;
  }

  private async fetch(): Promise<void> {
    try {
      this.keys = await fetchKeySet(this.url);
      this.fetchedAt = this.clock.now();
      if (this.failing) this.warn('the key set can be fetched again');
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.warn(`the key set cannot be fetched: ${reasonOf(error)}`);
      this.failing = true;
    }
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
