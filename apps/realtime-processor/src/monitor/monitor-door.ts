import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { holds, mayCarry } from '@app/auth';
import { isCallId } from '@app/core';
import type { CallId } from '@app/core';
import { monitorPath } from '@app/protocol';
import { HandshakeIdentity } from '../media/handshake-identity';
import type { Refusal } from '../media/refuse';
import type { Admitted, Door } from '../media/upgrade-router';
import { RemoteCalls } from './remote-calls';

/** A supervisor who was let in. */
export interface MonitorAdmission extends Admitted {
  readonly callId: CallId;
}

const UNKNOWN: Refusal = { status: 404, code: 'unknown_call', message: 'no call of this name is live' };

/** Stands before /realtime/monitor/:callId: for tokens of the scope call:listen that are for this call. */
@Injectable()
export class MonitorDoor implements Door {
  readonly path = monitorPath;
  readonly below = true;

  constructor(
    private readonly identities: HandshakeIdentity,
    private readonly calls: RemoteCalls,
  ) {}

  async admit(request: IncomingMessage): Promise<{ admitted: MonitorAdmission } | { refusal: Refusal }> {
    const identity = await this.identities.of(request);
    if ('refusal' in identity) return identity;
    const callId = callIdIn(request.url);
    if (!holds(identity, 'call:listen') || (callId !== null && !mayCarry(identity, callId))) {
      return { refusal: { status: 403, code: 'wrong_call', message: 'the token is not for this call' } };
    }
    const place = callId === null ? null : await this.calls.find(callId, identity);
    if (place === 'away') {
      const message = 'calls of other instances cannot be looked up at the moment';
      return { refusal: { status: 503, code: 'store_unavailable', message, retryAfterMs: 1000 } };
    }
    if (callId === null || place === null) return { refusal: UNKNOWN };
    return { admitted: { callId, release: () => undefined } };
  }
}

function callIdIn(url = ''): CallId | null {
  const [path = ''] = url.split('?', 1);
  try {
    const name = decodeURIComponent(path.slice(monitorPath.length + 1));
    return isCallId(name) ? name : null;
  } catch {
    return null;
  }
}
