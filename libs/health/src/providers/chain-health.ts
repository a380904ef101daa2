import type { Provider, ProviderHealth } from '@app/core';
import type { ProviderChain } from '../health-sources';

export type ChainStatus = ProviderHealth['status'];

export interface ChainHealth {
  readonly status: ChainStatus;
  /** What is the matter with the first provider; null where it is up. */
  readonly reason: string | null;
  /** By provider's name, in order of preference. */
  readonly providers: Readonly<Record<string, ProviderReport>>;
}

export type ProviderReport = ProviderHealth & {
  readonly capacity?: { readonly used: number; readonly limit: number };
};

/**
 * A chain is up when its first provider is, down when none can serve, and degraded in between: calls are served, by a
 * fallback or worse than they should be.
 */
export function healthOfChain(chain: ProviderChain): ChainHealth {
  const reports = chain.providers.map(provider => ({ provider, report: healthOf(provider) }));
  const providers: Record<string, ProviderReport> = {};
  for (const { provider, report } of reports) {
    const { capacity } = provider;
    providers[provider.name] = {
      ...report,
      ...(capacity && { capacity: { used: capacity.used, limit: capacity.limit } }),
    };
  }
  const [first] = reports;
  const reason =
    first && first.report.status !== 'up' ? `${first.provider.name}: ${first.report.reason}` : null;
  return { status: statusOf(reports.map(({ report }) => report.status)), reason, providers };
}

function statusOf(statuses: readonly ChainStatus[]): ChainStatus {
  if (statuses.every(status => status === 'down')) return 'down';
  return statuses[0] === 'up' ? 'up' : 'degraded';
}

/** A provider that cannot even say how it is, is down; what it threw may hold anything and is not shown. */
function healthOf(provider: Provider): ProviderHealth {
  try {
    return provider.health();
  } catch {
    return { status: 'down', reason: 'cannot say how it is' };
  }
}
