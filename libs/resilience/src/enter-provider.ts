import { ProviderError, toVoiceError } from '@app/core';
import type { Provider, ProviderKind } from '@app/core';
import type { Breaker, Passage } from './breaker';
import type { GuardObserver } from './guard-observer';
import type { ProviderLoad } from './load/provider-load';

/** What stands before the providers of a chain. */
export interface Doors {
  readonly kind: ProviderKind;
  readonly parts: { readonly observer: GuardObserver };
  breakerOf(provider: Provider): Breaker;
  loadOf(provider: Provider): ProviderLoad | undefined;
  /** Whether nobody comes after it. */
  isLast(provider: Provider): boolean;
}

/** What a provider is asked for: leave of its breaker, and a place in its load until that is settled. */
export function enterProvider(chain: Doors, provider: Provider): Passage {
  const leave = takePlace(chain, provider);
  try {
    return leaving(passBreaker(chain, provider), leave);
  } catch (error) {
    leave();
    throw error;
  }
}

/** @throws ProviderError `unavailable`: its breaker lets nobody in; to ask at once again would not help */
export function passBreaker(chain: Doors, provider: Provider): Passage {
  const passage = chain.breakerOf(provider).enter();
  if (passage) return passage;
  const { name } = provider;
  throw refused(chain, name, new ProviderError(name, 'unavailable', `${name} failed too often lately`));
}

/** @returns how to give it back, idempotent. @throws ProviderError `busy`: there is none */
export function takePlace(chain: Doors, provider: Provider): () => void {
  try {
    return chain.loadOf(provider)?.enter(!chain.isLast(provider)) ?? nothing;
  } catch (error) {
    throw refused(chain, provider.name, error);
  }
}

const nothing = (): void => undefined;

function refused(chain: Doors, name: string, error: unknown): Error {
  chain.parts.observer.attempt(chain.kind, name, 'refused');
  return toVoiceError(name, error);
}

const leaving = (passage: Passage, leave: () => void): Passage => ({
  succeeded() {
    leave();
    passage.succeeded();
  },
  failed(error) {
    leave();
    passage.failed(error);
  },
  abandoned() {
    leave();
    passage.abandoned();
  },
});
