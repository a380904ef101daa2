import type { Capacity, Provider, ProviderKind } from '@app/core';

/** The providers of one kind in order of preference, as they stand beneath all decorators. */
export interface ProviderChain {
  readonly kind: ProviderKind;
  readonly providers: readonly (Provider & { readonly capacity?: Capacity })[];
}

/** What only the application knows and health has to ask. */
export interface HealthSources {
  readonly chains: readonly ProviderChain[];
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
