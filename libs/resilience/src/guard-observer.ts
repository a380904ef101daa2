import type { CallId, CallScope, Millis, ProviderKind } from '@app/core';

export type AttemptOutcome = 'ok' | 'error' | 'timeout' | 'cancelled' | 'refused';

/** Watches providers being asked. Must neither throw nor block. */
export interface GuardObserver {
  /** It began to answer a call, `ms` after it was asked. */
  firstItem(kind: ProviderKind, provider: string, ms: Millis, callId: CallId): void;
  /**
   * Told once, when an attempt is over: who breaks off in the middle has failed. `cancelled`: nobody wanted the rest.
   * `refused`: its breaker was open.
   * @param about on whose behalf it was asked
   * @param code of the VoiceError, where it failed
   */
  attempt(
    kind: ProviderKind,
    provider: string,
    outcome: AttemptOutcome,
    about: CallScope,
    code: string | null,
  ): void;
  /** Another provider took over, before or in the middle. */
  fellBack(kind: ProviderKind, from: string, to: string, about: CallScope): void;
}

export const unobserved: GuardObserver = {
  firstItem: () => undefined,
  attempt: () => undefined,
  fellBack: () => undefined,
};
