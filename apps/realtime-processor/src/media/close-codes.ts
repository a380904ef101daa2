import type { EndReason } from '@app/core';
import { closeCodes } from '@app/protocol';
import type { CloseCode } from '@app/protocol';

/** The WebSocket close code for each way a call ends. */
export const closeCodeOf: Readonly<Record<EndReason, CloseCode>> = {
  caller: closeCodes.done,
  assistant: closeCodes.done,
  drain: closeCodes.draining,
  policy: closeCodes.policy,
  operator: closeCodes.done,
  error: closeCodes.internal,
  token_expired: closeCodes.tokenExpired,
  idle: closeCodes.idle,
  replaced: closeCodes.replaced,
  rate: closeCodes.rate,
  vanished: closeCodes.done,
};
