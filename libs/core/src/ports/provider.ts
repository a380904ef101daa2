/** What every provider adapter can say of itself. */
export interface Provider {
  /** The name it has in the environment, e.g. `azure`, `embedded`. */
  readonly name: string;
  /**
   * Whatever of its configuration changes what it gives: a model, a deployment, a voice. Things that were made by another
   * variant are not given out as its own. null: nothing it gives is worth keeping.
   */
  readonly variant?: string | null | undefined;
  /** Requests that wait until it has room for them; left out: none ever waits. */
  readonly waiting?: number;
  health(): ProviderHealth;
  /**
   * Asks the service behind it how it is, at no cost and beside all calls; `health` tells what came of it. Left out where
   * there is nothing to ask. Aborting the signal ends the question. Never throws.
   */
  probe?(signal: AbortSignal): Promise<void>;
  /** Frees workers, pools and sockets; resolves when nothing is left running. Idempotent. */
  close(): Promise<void>;
}

export type ProviderHealth =
  { readonly status: 'up' } | { readonly status: 'degraded' | 'down'; readonly reason: string };

/** A limit on how many calls can use a provider at once. */
export interface Capacity {
  readonly limit: number;
  readonly used: number;
  /** Takes a place at once, before anything is awaited; null when there is none left. */
  reserve(): Reservation | null;
}

export interface Reservation {
  /** Gives the place back. Idempotent. */
  release(): void;
}
