import type { CallSnapshot } from '../call-snapshot';
import type { Millis } from '../clock';
import type { CallId } from '../ids';

/** Whose call it is: only they may resume it. */
export interface CallOwner {
  readonly subject: string;
  readonly tenant: string | null;
}

/**
 * The right to carry a call. Each time a call changes hands its epoch rises, and whoever held it before is fenced off:
 * nothing they write counts any more.
 */
export interface CallLease {
  readonly callId: CallId;
  /** From 1. */
  readonly epoch: number;
  /** `<instance>/<random>`: another with each change of hands. */
  readonly holder: string;
}

export const instanceOf = (holder: string): string => holder.slice(0, holder.lastIndexOf('/'));

/** A call as its holder knows it: enough to write it anew where the store has lost it. */
export interface HeldCall {
  readonly lease: CallLease;
  readonly owner: CallOwner;
  /** Of the one token that resumes it; null: none does. */
  readonly tokenHash: string | null;
  /** ms since the epoch at which the call began. */
  readonly since: Millis;
  readonly snapshot: CallSnapshot | null;
}

export interface Claim {
  readonly holder: string;
  readonly owner: CallOwner;
  /** The token by which the call can be resumed from now on. */
  readonly tokenHash: string | null;
  /** Whoever holds it is known to be gone: their lease is not waited for. */
  readonly force: boolean;
}

export type Opened =
  /** `held`: it is live at `holder`, or kept for another owner (`holder` is null). */
  | { readonly kind: 'opened'; readonly held: HeldCall }
  | { readonly kind: 'held'; readonly holder: string | null };

export type Resumed =
  | { readonly kind: 'resumed'; readonly held: HeldCall }
  | { readonly kind: 'held'; readonly holder: string }
  /** No such token: never issued, used, expired, or of another owner. */
  | { readonly kind: 'refused' };

/** `lost`: the call is in other hands, or over; the lease is worth nothing. */
export type Kept = 'kept' | 'lost';

/**
 * Calls that outlive their connection, and who carries them. Every method rejects where the store cannot be reached, and
 * may then be tried again.
 */
export interface SessionStore {
  /** Takes a name for a new call. One that is kept for the same owner is given up for it. */
  open(callId: CallId, since: Millis, claim: Claim): Promise<Opened>;
  /** Takes over the call this token is for. The token works once: with success it is replaced by the claim's. */
  resume(tokenHash: string, claim: Claim): Promise<Resumed>;
  /** Writes the state of a call and renews its lease. A call the store has lost is written anew. */
  save(held: HeldCall): Promise<Kept>;
  /** Renews the lease, and writes what the store has lost. */
  renew(held: HeldCall): Promise<Kept>;
  /** Nobody carries the call any more; it is kept for the resume window. */
  park(held: HeldCall): Promise<Kept>;
  /** The call is over. */
  close(lease: CallLease): Promise<void>;
  /** Where a call is; null: it is not live. */
  find(callId: CallId): Promise<CallPlace | null>;
}

export interface CallPlace {
  readonly holder: string;
  readonly owner: CallOwner;
}
