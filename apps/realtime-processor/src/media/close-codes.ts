import type { EndReason } from '@app/core';

/** The WebSocket close code for each way a call ends. */
export const closeCodeOf: Readonly<Record<EndReason, number>> = {
  caller: 1000,
  assistant: 1000,
  drain: 1001,
  policy: 1008,
  error: 1011,
  token_expired: 4401,
  idle: 4408,
  replaced: 4409,
  rate: 4429,
  vanished: 1000,
};
