import { ProviderError, toVoiceError } from '@app/core';
import type { CallScope, Provider, ProviderKind } from '@app/core';
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
export function enterProvider(chain: Doors, provider: Provider, about: CallScope): Passage {
  const leave = takePlace(chain, provider, about);
  try {
    return leaving(passBreaker(chain, provider, about), leave);
  } catch (error) {
    leave();
    throw error;
  }
}

/** @throws ProviderError `unavailable`: its breaker lets nobody in; to ask at once again would not help */
export function passBreaker(chain: Doors, provider: Provider, about: CallScope): Passage {
  const passage = chain.breakerOf(provider).enter();
  if (passage) return passage;
  const { name } = provider;
  const error = new ProviderError(name, 'unavailable', `${name} failed too often lately`);
  throw refused(chain, name, error, about);
}

/** @returns how to give it back, idempotent. @throws ProviderError `busy`: there is none */
export function takePlace(chain: Doors, provider: Provider, about: CallScope): () => void {
  try {
    return chain.loadOf(provider)?.enter(!chain.isLast(provider)) ?? nothing;
  } catch (error) {
    throw refused(chain, provider.name, error, about);
  }
}

const nothing = (): void => undefined;

function refused(chain: Doors, name: string, error: unknown, about: CallScope): Error {
  const failure = toVoiceError(name, error);
  chain.parts.observer.attempt(chain.kind, name, 'refused', about, failure.code);
  return failure;
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
