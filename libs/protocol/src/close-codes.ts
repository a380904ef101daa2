/** WebSocket close codes the server uses, and when. */
export const closeCodes = {
  /** The call is over: hung up by the caller or by the assistant. */
  done: 1000,
  /** This instance is going away; the call may be continued on another. */
  draining: 1001,
  /** The rules were broken: framing violations, a call id that is taken. */
  policy: 1008,
  /** A message was larger than allowed. */
  tooLarge: 1009,
  /** The server failed. */
  internal: 1011,
  /** There is no capacity. */
  busy: 1013,
  /** The token expired during the call. */
  tokenExpired: 4401,
  /** Nothing was heard for the idle timeout. */
  idle: 4408,
  /** The same call was resumed on another connection. */
  replaced: 4409,
  /** More was sent than the limits allow. */
  rate: 4429,
} as const;

export type CloseCode = (typeof closeCodes)[keyof typeof closeCodes];
