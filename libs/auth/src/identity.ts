import type { CallId } from '@app/core';

/**
 * What a token may be used for. `call`: carry a call; `call:listen`: follow one as a supervisor, without a say; `ops`:
 * read the service's state; `admin`: change it.
 */
export const accessScopes = ['call', 'call:listen', 'ops', 'admin'] as const;

export type AccessScope = (typeof accessScopes)[number];

export const isAccessScope = (value: unknown): value is AccessScope =>
  accessScopes.some(scope => scope === value);

/** A token that names no call of its own: it is bound to the first call it is used for. */
export const ANY_CALL = '*';

/** Who holds a token that was found good. */
export interface Identity {
  readonly subject: string;
  /** The only call it may carry; `*`: any one. */
  readonly callId: CallId | typeof ANY_CALL;
  /** The call a development token names: used when nobody asks for another. */
  readonly suggestedCallId: CallId | null;
  readonly tenant: string | null;
  readonly scopes: ReadonlySet<AccessScope>;
  /** ms since the epoch; null: never (development tokens only). */
  readonly expiresAt: number | null;
}

export const holds = (identity: Identity, scope: AccessScope): boolean => identity.scopes.has(scope);

/** May this token carry that call? */
export const mayCarry = (identity: Identity, callId: CallId): boolean =>
  identity.callId === ANY_CALL || identity.callId === callId;

/** A user is one of a tenant: another tenant's may have the same name. */
export const isSameUser = (one: Identity, other: Identity): boolean =>
  one.subject === other.subject && one.tenant === other.tenant;
