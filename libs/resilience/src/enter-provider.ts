import { ProviderError, toVoiceError } from '@app/core';
import type { Provider } from '@app/core';
import type { Passage } from './breaker';
import type { ProviderChain } from './provider-chain';

/**
 * Leave to ask a provider once: of its breaker, and of its load. The place in its load is given back when the passage is
 * settled.
 * @throws ProviderError `unavailable` or `busy`; to ask at once again would not help
 */
export function enterProvider<Port extends Provider>(chain: ProviderChain<Port>, provider: Port): Passage {
  const { name } = provider;
  const refused = (error: Error): never => {
    chain.parts.observer.attempt(chain.kind, name, 'refused', 0);
    throw toVoiceError(name, error);
  };
  const breaker = chain.breakerOf(provider);
  if (!breaker.admits) refused(new ProviderError(name, 'unavailable', `${name} failed too often lately`));
  let leave: (() => void) | undefined;
  try {
    leave = chain.loadOf(provider)?.enter(!chain.isLast(provider));
  } catch (error) {
    refused(error as Error);
  }
  const passage = breaker.enter();
  if (!passage || !leave) return passage!;
  return leaving(passage, leave);
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
