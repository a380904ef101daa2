import type { Capacity, Provider, ProviderHealth } from '@app/core';
import type { BreakerState } from './breaker';
import type { ProviderChain } from './provider-chain';

/** A chain as its health is asked for. */
export type ReportingChain = Pick<
  ProviderChain<Provider & { readonly capacity?: Capacity }>,
  'kind' | 'providers' | 'breakerOf' | 'loadOf'
>;

/** The reason names each provider before the first one that is well, and what is the matter with it. */
export type ChainHealth = ProviderHealth & {
  /** By provider's name, in order of preference. */
  readonly providers: Readonly<Record<string, ProviderReport>>;
};

/** One provider together with what stands before it: `down` where a call could not use it now. */
export type ProviderReport = ProviderHealth & {
  readonly capacity?: { readonly used: number; readonly limit: number };
  readonly breaker: {
    readonly state: BreakerState;
    readonly since: string;
    /** Code of the last failure that counted; null before the first. */
    readonly lastError: string | null;
  };
};

/**
 * A chain is up when its first provider is, down when none can serve, and degraded in between: calls are served, by a
 * fallback or worse than they should be.
 */
export function healthOfChain(chain: ReportingChain): ChainHealth {
  const reports = chain.providers.map(provider => [provider.name, reportOf(chain, provider)] as const);
  const providers = Object.fromEntries(reports);
  const reasons: string[] = [];
  for (const [name, report] of reports) {
    if (report.status === 'up') break;
    reasons.push(`${name}: ${report.reason}`);
  }
  if (reasons.length === 0 && reports.length > 0) return { status: 'up', providers };
  const none = reports.every(([, { status }]) => status === 'down');
  return { status: none ? 'down' : 'degraded', reason: reasons.join('; '), providers };
}

function reportOf(chain: ReportingChain, provider: ReportingChain['providers'][number]): ProviderReport {
  const { capacity } = provider;
  const breaker = chain.breakerOf(provider);
  const { state, since, lastError } = breaker;
  const own = healthOf(provider);
  const reasons = own.status === 'up' ? [] : [own.reason];
  if (state === 'isolated') reasons.push('its breaker is held open');
  else if (state !== 'closed') reasons.push(`its breaker is ${state} after ${lastError}`);
  if ((chain.loadOf(provider)?.waitForCall ?? 0) > 0) reasons.push('what it may do in a minute is used up');
  const health: ProviderHealth =
    reasons.length === 0
      ? { status: 'up' }
      : {
          status: own.status === 'down' || breaker.keepsOut ? 'down' : 'degraded',
          reason: reasons.join('; '),
        };
  return {
    ...health,
    ...(capacity && { capacity: { used: capacity.used, limit: capacity.limit } }),
    breaker: { state, since: new Date(since).toISOString(), lastError },
  };
}

/** A provider that cannot even say how it is, is down; what it threw may hold anything and is not shown. */
function healthOf(provider: Provider): ProviderHealth {
  try {
    return provider.health();
  } catch {
    return { status: 'down', reason: 'cannot say how it is' };
  }
}
