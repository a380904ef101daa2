import type { Provider } from '@app/core';
import type { ProviderChain } from '@app/resilience';
import type { AdmissionGate, AdmissionRefusal } from '../admission';

/** Where nobody knows when it will be better. */
const RETRY_AFTER_MS = 60_000;

type Chain = Pick<ProviderChain<Provider>, 'kind' | 'providers' | 'serving' | 'breakerOf' | 'loadOf'>;

/**
 * Takes no call that could not be heard, answered or spoken to: where every breaker of a kind is open, or where the
 * provider that would serve has used up its minute.
 */
export class ProvidersGate implements AdmissionGate {
  constructor(private readonly chains: readonly Chain[]) {}

  refusal(): AdmissionRefusal | null {
    for (const chain of this.chains) {
      const provider = chain.serving;
      if (!provider) return nobody(chain);
      const retryAfterMs = chain.loadOf(provider)?.waitForCall ?? 0;
      if (retryAfterMs === 0) continue;
      const message = `what ${provider.name} may do in a minute is used up`;
      return { status: 429, reason: 'quota_exceeded', message, retryAfterMs };
    }
    return null;
  }

  taken(): void {
    for (const chain of this.chains) {
      const provider = chain.serving;
      if (provider) chain.loadOf(provider)?.callBegun();
    }
  }
}

function nobody(chain: Chain): AdmissionRefusal {
  const soonest = Math.min(...chain.providers.map(provider => chain.breakerOf(provider).retryInMs));
  const retryAfterMs = Number.isFinite(soonest) ? Math.max(1000, soonest) : RETRY_AFTER_MS;
  const message = `no provider of ${chain.kind} is well`;
  return { status: 503, reason: 'no_provider', message, retryAfterMs };
}
