import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Gauge, Histogram } from 'prom-client';
import type { CallId, Millis, ProviderKind } from '@app/core';
import { CallBindings } from '../logging/call-bindings';
import { ProviderLatencies } from '../performance/provider-latencies';
import { Exemplars } from './exemplars';
import {
  BREAKER_OPENS,
  BREAKER_STATE,
  PROVIDER_ATTEMPTS,
  PROVIDER_FALLBACKS,
  PROVIDER_FIRST_ITEM,
} from './metric-names';

/** As numbers, so that the worst is the highest. */
const STATES: Readonly<Record<string, number>> = { closed: 0, 'half-open': 1, open: 2, isolated: 3 };

/** Of one question. `refused`: the breaker was open. */
const OUTCOMES = ['ok', 'error', 'timeout', 'cancelled', 'refused'];

/** What providers are asked, how they answer, and who stands in. Names of providers come from the configuration: few. */
@Injectable()
export class GuardMetrics {
  constructor(
    @InjectMetric(PROVIDER_ATTEMPTS) private readonly attempts: Counter<'kind' | 'provider' | 'outcome'>,
    @InjectMetric(PROVIDER_FIRST_ITEM) private readonly firstItems: Histogram<'kind' | 'provider'>,
    @InjectMetric(PROVIDER_FALLBACKS) private readonly fallbacks: Counter<'kind' | 'from' | 'to'>,
    @InjectMetric(BREAKER_STATE) private readonly state: Gauge<'name'>,
    @InjectMetric(BREAKER_OPENS) private readonly opens: Counter<'name'>,
    private readonly latencies: ProviderLatencies,
    private readonly exemplars: Exemplars,
    private readonly bindings: CallBindings,
  ) {}

  /** @param providers of a kind, in the order in which they stand in for each other: none of them has failed so far */
  known(kind: ProviderKind, providers: readonly string[]): void {
    for (const [place, provider] of providers.entries()) {
      for (const outcome of OUTCOMES) this.attempts.inc({ kind, provider, outcome }, 0);
      for (const to of providers.slice(place + 1)) this.fallbacks.inc({ kind, from: provider, to }, 0);
      this.firstItems.zero({ kind, provider });
      this.breaker(`${kind}:${provider}`, 'closed');
    }
  }

  /** @param ms from the question to the first word or sound */
  firstItem(kind: ProviderKind, provider: string, ms: Millis, callId: CallId): void {
    this.firstItems.observe({ kind, provider }, ms / 1000);
    this.latencies.took(kind, provider, ms);
    this.exemplars.note(PROVIDER_FIRST_ITEM, { kind, provider }, ms / 1000, this.bindings.traceOf(callId));
  }

  /** Told when the attempt is over. */
  attempt(kind: ProviderKind, provider: string, outcome: string): void {
    this.attempts.inc({ kind, provider, outcome });
  }

  fellBack(kind: ProviderKind, from: string, to: string): void {
    this.fallbacks.inc({ kind, from, to });
  }

  /** @param state as the breaker calls it */
  breaker(name: string, state: string): void {
    this.state.set({ name }, STATES[state] ?? 0);
    this.opens.inc({ name }, state === 'open' ? 1 : 0);
  }
}
