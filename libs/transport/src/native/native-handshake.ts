import type { CallId } from '@app/core';
import type { HandshakeRefusalCode, InputFormat, ReplyFormat } from '@app/protocol';

/** What the query of an upgrade request settles. */
export interface NativeHandshake {
  readonly audioIn: Readonly<InputFormat>;
  readonly audioOut: Readonly<ReplyFormat>;
  /** The call the client says it is; null leaves it to the token. */
  readonly callId: CallId | null;
  /** Token of a lost connection whose call is to be continued. */
  readonly resume: string | null;
  /** BCP 47; null leaves it to the configuration. */
  readonly language: string | null;
}

/** Why an upgrade is not made: answered as HTTP. */
export interface HandshakeRefusal {
  readonly status: number;
  readonly code: HandshakeRefusalCode;
  readonly message: string;
  /** The query parameter at fault. */
  readonly param?: string;
}

export type HandshakeResult =
  { readonly handshake: NativeHandshake } | { readonly refusal: HandshakeRefusal };
