import type { CloseCode, ErrorCode } from '@app/protocol';

interface FaultDetails {
  /** The field at fault. */
  readonly param?: string;
  /** Not even the framing was kept: so many in a row close the socket. */
  readonly framing?: boolean;
  /** The socket must close, with this code. */
  readonly closes?: CloseCode;
}

/** What is wrong with a message of the client. Never leaves the protocol: it becomes an `error` message. */
export class MessageFault extends Error {
  readonly param: string | null;
  readonly framing: boolean;
  readonly closes: CloseCode | null;

  constructor(
    readonly code: ErrorCode,
    message: string,
    { param, framing, closes }: FaultDetails = {},
  ) {
    super(message);
    this.param = param ?? null;
    this.framing = framing ?? false;
    this.closes = closes ?? null;
  }
}
