import type { CallCommand, CallSnapshot } from '@app/core';

/** Why a call is taken from whoever carries it: it goes on elsewhere, or this instance may not carry it any longer. */
export type LossReason = 'replaced' | 'cut-off';

/** The call behind a session. Nothing here may throw. */
export interface SessionCall {
  snapshot(): CallSnapshot;
  command(command: CallCommand): void;
  /** It is no longer this instance's: end it, and change nothing in the store. */
  lost(reason: LossReason): void;
}
