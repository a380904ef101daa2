import type { Capacity, Provider, ProviderKind } from '@app/core';

/** The providers of one kind in order of preference, as they stand beneath all decorators. */
export interface ProviderChain {
  readonly kind: ProviderKind;
  readonly providers: readonly (Provider & { readonly capacity?: Capacity })[];
}

/** What only the application knows and health has to ask. */
export interface HealthSources {
  readonly chains: readonly ProviderChain[];
  /** What the caches say of themselves. */
  readonly cacheStats?: () => object;
}

export const HEALTH_SOURCES = Symbol('HealthSources');
