import { Injectable } from '@nestjs/common';
import { mayCarry } from '@app/auth';
import type { Identity } from '@app/auth';
import { Cluster, hashOf } from '@app/cluster';
import type { Session, SessionDecision, SessionRefusal } from '@app/cluster';
import type { CallId, CallOwner } from '@app/core';
import { CallRegistry } from './call-registry';
import type { Refusal } from './refuse';

/** A call that is this connection's, here and for all other instances. */
export interface CallClaim {
  readonly session: Session;
  /** There will be no connection after all. */
  giveBack(): void;
}

const REFUSALS: Readonly<Record<SessionRefusal, Refusal>> = {
  duplicate: {
    status: 409,
    code: 'duplicate_call',
    message: 'the call is live on another connection',
    retryAfterMs: 1000,
  },
  unknown: {
    status: 409,
    code: 'resume_refused',
    message: 'this resume token is not good, or not any more',
    param: 'resume',
  },
  away: {
    status: 503,
    code: 'store_unavailable',
    message: 'calls of other instances cannot be looked up at the moment',
    retryAfterMs: 1000,
  },
};

const ownerOf = ({ subject, tenant }: Identity): CallOwner => ({ subject, tenant });

/** Who gets which call: each is carried once, on this instance and on all of them. */
@Injectable()
export class CallClaims {
  constructor(
    private readonly calls: CallRegistry,
    private readonly cluster: Cluster,
  ) {}

  /** @param chosen whether somebody else could have chosen the same name */
  async open(callId: CallId, identity: Identity, chosen: boolean): Promise<CallClaim | { refusal: Refusal }> {
    if (!this.calls.claim(callId)) return { refusal: REFUSALS.duplicate };
    const decision = await this.cluster.sessions
      .open(callId, ownerOf(identity), chosen)
      .catch((error: unknown): SessionDecision => {
        this.calls.unclaim(callId);
        throw error;
      });
    if ('refused' in decision) {
      this.calls.unclaim(callId);
      return { refusal: REFUSALS[decision.refused] };
    }
    return this.claimed(decision.session, null);
  }

  /** @param named the call the client says it is; null: whichever the token is for */
  async resume(
    token: string,
    identity: Identity,
    named: CallId | null,
  ): Promise<CallClaim | { refusal: Refusal }> {
    const decision = await this.cluster.sessions.resume(token, ownerOf(identity));
    if ('refused' in decision) return { refusal: REFUSALS[decision.refused] };
    const { session } = decision;
    const claim = this.claimed(session, hashOf(token));
    if (mayCarry(identity, session.callId) && (named ?? session.callId) === session.callId) {
      this.calls.takeOver(session.callId);
      return claim;
    }
    claim.giveBack();
    return { refusal: REFUSALS.unknown };
  }

  private claimed(session: Session, tokenHash: string | null): CallClaim {
    return {
      session,
      giveBack: () => {
        this.calls.unclaim(session.callId);
        void session.giveBack(tokenHash);
      },
    };
  }
}
