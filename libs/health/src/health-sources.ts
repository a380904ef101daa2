import type { ReportingChain } from '@app/resilience';

/** What only the application knows and health has to ask. */
export interface HealthSources {
  /** The providers of each kind in order of preference, and what stands before them. */
  readonly chains: readonly ReportingChain[];
  /** Breakers by name, and who holds them. */
  readonly breakers?: () => object;
  /** By what the service adapts itself to what it measures, and why. */
  readonly adaptation?: () => object;
  /** By what there is only so much of. */
  readonly capacities?: () => Readonly<Record<string, { readonly used: number; readonly limit: number }>>;
  /** Null where none is used; `since`: epoch ms. */
  readonly redis?: () => { readonly status: 'up' | 'down'; readonly since: number } | null;
  /** Where calls are written down; null where they are not. */
  readonly callLogDir?: string | null;
  /** What the caches say of themselves. */
  readonly cacheStats?: () => object;
}

export const HEALTH_SOURCES = Symbol('HealthSources');
