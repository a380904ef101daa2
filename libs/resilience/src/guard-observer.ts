import type { Millis, ProviderKind } from '@app/core';

export type AttemptOutcome = 'ok' | 'error' | 'timeout' | 'cancelled' | 'refused';

/** Watches providers being asked. Must neither throw nor block. */
export interface GuardObserver {
  /** `ms`: to the first item, or to the failure. `refused`: its breaker was open. */
  attempt(kind: ProviderKind, provider: string, outcome: AttemptOutcome, ms: Millis): void;
  /** Another provider took over, before or in the middle. */
  fellBack(kind: ProviderKind, from: string, to: string): void;
}

export const unobserved: GuardObserver = { attempt: () => undefined, fellBack: () => undefined };
