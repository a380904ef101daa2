import type { Provider, ProviderHealth } from '@app/core';
import type { ProviderChain } from './provider-chain';

/** Up while the first choice is; degraded while another can stand in; down when none can. */
export function healthOfChain<Port extends Provider>({
  kind,
  providers,
  parts,
}: ProviderChain<Port>): ProviderHealth {
  const reasons: string[] = [];
  for (const provider of providers) {
    const health = provider.health();
    const { state } = parts.breakers.of(`${kind}:${provider.name}`);
    if (health.status === 'down') reasons.push(`${provider.name}: ${health.reason}`);
    else if (state !== 'closed') reasons.push(`${provider.name}: its breaker is ${state}`);
    else if (reasons.length > 0) return { status: 'degraded', reason: reasons.join('; ') };
    else return health;
  }
  return { status: 'down', reason: reasons.join('; ') };
}
