import type { Millis } from '@app/core';
import type { ErrorCode, SessionEndReason, SessionReport } from '@app/protocol';
import type { TurnRecord } from './dialogue/turn-record';

/** How a call went: what `--json` prints. */
export interface CallSummary {
  readonly answered: boolean;
  readonly callId: string;
  readonly sessionId: string;
  readonly durationMs: Millis;
  /** Of the WebSocket; 1006 where the server did not close in time. */
  readonly closeCode: number;
  /** Null where the server did not get to say it. */
  readonly endReason: SessionEndReason | null;
  readonly turns: readonly TurnRecord[];
  readonly errors: readonly { readonly code: ErrorCode; readonly message: string }[];
  /** The service's own account of the call. */
  readonly report: SessionReport | null;
  readonly savedTo: string | null;
}

const endings: Readonly<Record<SessionEndReason, string>> = {
  caller: 'the caller hung up',
  assistant: 'the assistant ended the call',
  idle: 'nothing was heard for too long',
  drain: 'the service is shutting down',
  replaced: 'the call went on elsewhere',
  token_expired: 'the token expired',
  rate: 'too much was sent',
  operator: 'an operator hung up',
  policy: 'the protocol was broken',
  error: 'the service failed',
  vanished: 'the connection was lost',
};

/** The last line for people. */
export function inWords({ answered, durationMs, endReason, closeCode, turns }: CallSummary): string {
  const answers = `${turns.length} ${turns.length === 1 ? 'answer' : 'answers'}`;
  const why = endReason ? endings[endReason] : `the connection closed with ${closeCode}`;
  const seconds = (durationMs / 1000).toFixed(1);
  return `${answered ? 'answered' : 'NOT answered'}: ${answers} in ${seconds} s; ${why}`;
}
