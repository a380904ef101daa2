import type { Clock, ConcurrencyLimit } from '@app/core';
import { ProviderLoad } from './provider-load';
import type { ProviderQuota } from './provider-load';

export interface LoadSettings {
  /** Requests at once, where a quota does not say. */
  readonly maxConcurrent: number;
  /** By name: `ai:azure-openai`, or `azure-openai` for all kinds. */
  readonly quotas: Readonly<Record<string, ProviderQuota>>;
}

/** The loads of an instance's providers, by name: `tts:azure`. */
export class ProviderLoads {
  private readonly all = new Map<string, ProviderLoad>();

  /** @param adaptive the limit that follows how long a provider takes; null: none */
  constructor(
    private readonly settings: LoadSettings,
    private readonly clock: Clock,
    private readonly adaptive: (name: string, most: number) => ConcurrencyLimit | null = () => null,
  ) {}

  of(name: string): ProviderLoad {
    const known = this.all.get(name);
    if (known) return known;
    const { quotas, maxConcurrent } = this.settings;
    const quota = { maxConcurrent, ...quotas[name.slice(name.indexOf(':') + 1)], ...quotas[name] };
    const made = new ProviderLoad(name, quota, this.adaptive(name, quota.maxConcurrent), this.clock);
    this.all.set(name, made);
    return made;
  }

  get list(): readonly ProviderLoad[] {
    return [...this.all.values()];
  }
}
