import type { Clock, Provider, ProviderKind } from '@app/core';
import { Breakers, ProviderChain, defaultGuardLimits } from '@app/resilience';

/** A guarded chain as the service has it, and what was counted of it. */
export class WatchedChain<Port extends Provider> {
  readonly chain: ProviderChain<Port>;
  /** E.g. `azure timeout`, or `azure → embedded`, in order. */
  readonly counted: string[] = [];

  /** @param lastResortMs how long the last one may take: longer than it gives itself, so that its own watchdogs show */
  constructor(kind: ProviderKind, providers: readonly [Port, ...Port[]], clock: Clock, lastResortMs: number) {
    this.chain = new ProviderChain(kind, providers, {
      clock,
      breakers: new Breakers({ failureThreshold: 5, resetMs: 30_000 }),
      limits: { ...defaultGuardLimits, lastResortMs },
      observer: {
        firstItem: () => undefined,
        attempt: (_, provider, outcome) => this.counted.push(`${provider} ${outcome}`),
        fellBack: (_, from, to) => this.counted.push(`${from} → ${to}`),
      },
    });
  }
}
