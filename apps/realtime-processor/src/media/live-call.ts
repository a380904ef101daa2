import type { Session } from '@app/cluster';
import type { CallId, Millis } from '@app/core';
import type { StageLatencies } from '@app/telemetry';
import type { CallConnection } from './call-connection';

/** One call of this instance, as it is kept and listed. */
export interface LiveCall {
  /** As the first message named it, where the handshake did not. */
  callId: CallId;
  readonly userId: string;
  /** ms since the epoch. */
  readonly since: Millis;
  readonly connection: CallConnection;
  readonly session: Session;
  readonly latencies: StageLatencies;
  /** Tells whoever goes by the name of the call. */
  readonly rename: (callId: CallId) => void;
}
