import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { RateLimiter, holds, mayCarry } from '@app/auth';
import type { Identity } from '@app/auth';
import type { Session } from '@app/cluster';
import type { CallId, CallSettings, Reservation } from '@app/core';
import { nativeProtocol } from '@app/transport';
import type { NativeHandshake } from '@app/transport';
import { AdmissionDesk } from './admission';
import { CallClaims } from './call-claims';
import type { CallClaim } from './call-claims';
import { CallPreparation } from './call-preparation';
import type { PreparedHandshake } from './call-preparation';
import { HandshakeIdentity } from './handshake-identity';
import type { Refusal } from './refuse';
import type { Admitted, Door } from './upgrade-router';

/** A caller of the native protocol who was let in. */
export interface NativeAdmission extends Admitted {
  readonly handshake: PreparedHandshake;
  readonly identity: Identity;
  readonly callId: CallId;
  /** False: the call's name is provisional until the first message. */
  readonly bound: boolean;
  readonly reservation: Reservation;
  /** The call as the store has it. */
  readonly session: Session;
}

/** Stands before /realtime/conversation: reads the query, authenticates, reserves a place, in this order. */
@Injectable()
export class NativeDoor implements Door {
  readonly path = nativeProtocol.path;

  constructor(
    private readonly identities: HandshakeIdentity,
    private readonly admission: AdmissionDesk,
    private readonly claims: CallClaims,
    private readonly limiter: RateLimiter,
    private readonly preparation: CallPreparation,
  ) {}

  async admit(request: IncomingMessage): Promise<{ admitted: NativeAdmission } | { refusal: Refusal }> {
    const parsed = nativeProtocol.parseHandshake(request.url);
    if ('refusal' in parsed) return parsed;
    const identity = await this.identities.of(request);
    if ('refusal' in identity) return identity;
    const retryAfterMs = await this.waitOf(identity);
    if (retryAfterMs > 0) {
      const message = 'too many calls are opened with tokens like this';
      return { refusal: { status: 429, code: 'rate_limited', message, retryAfterMs } };
    }
    const settings = this.preparation.settings(parsed.handshake, identity);
    return this.enter(parsed.handshake, identity, settings);
  }

  private async waitOf({ subject, tenant }: Identity): Promise<number> {
    const waitMs = await this.limiter.take('calls_subject', subject);
    return waitMs > 0 || tenant === null ? waitMs : this.limiter.take('calls_tenant', tenant);
  }

  /** What is reserved is either handed over or given back. */
  private async enter(
    handshake: NativeHandshake,
    identity: Identity,
    settings: Promise<CallSettings>,
  ): Promise<{ admitted: NativeAdmission } | { refusal: Refusal }> {
    const asked = handshake.callId;
    if (!holds(identity, 'call') || (asked !== null && !mayCarry(identity, asked))) {
      return { refusal: { status: 403, code: 'wrong_call', message: 'the token is not for this call' } };
    }
    const named = asked ?? (identity.callId === '*' ? null : identity.callId);
    const admission = this.admission.admit();
    if (!admission.admitted) {
      const { status, reason, message, retryAfterMs } = admission;
      return { refusal: { status, code: reason, message, retryAfterMs } };
    }
    const { reservation } = admission;
    const claim = await this.claim(handshake, identity, named).catch((error: unknown) => {
      reservation.release();
      throw error;
    });
    if ('refusal' in claim) {
      reservation.release();
      return claim;
    }
    const { session } = claim;
    return {
      admitted: {
        handshake: { ...handshake, settings: await settings },
        identity,
        callId: session.callId,
        bound: session.resumed || named !== null,
        reservation,
        session,
        release: () => {
          reservation.release();
          claim.giveBack();
        },
      },
    };
  }

  private claim(
    { resume }: NativeHandshake,
    identity: Identity,
    named: CallId | null,
  ): Promise<CallClaim | { refusal: Refusal }> {
    if (resume !== null) return this.claims.resume(resume, identity, named);
    return this.claims.open(named ?? (`call-${randomUUID()}` as CallId), identity, named !== null);
  }
}
