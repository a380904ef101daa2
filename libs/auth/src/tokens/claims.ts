import { isCallId } from '@app/core';
import type { CallId } from '@app/core';
import { ANY_CALL, isAccessScope } from '../identity';
import type { AccessScope, Identity } from '../identity';

const MAX_NAME = 256;

const DEFAULT_SCOPES: ReadonlySet<AccessScope> = new Set<AccessScope>(['call']);

/**
 * The identity a verified payload speaks of; null when it lacks what we need. `sub` and `exp` are required, `callId`
 * (or `*`) wherever the token may carry or follow a call. `scopes` (or `scope`, as OAuth has it) is a list or a text with
 * blanks, `call` when absent; scopes of other services are passed over.
 */
export function identityOf(payload: Readonly<Record<string, unknown>>): Identity | null {
  const { sub, exp, tenant = null } = payload;
  if (!isName(sub) || typeof exp !== 'number' || !(tenant === null || isName(tenant))) return null;
  const scopes = scopesOf(payload['scopes'] ?? payload['scope']);
  if (scopes === null) return null;
  const callId = callIdOf(payload['callId'], scopes);
  if (callId === null) return null;
  return { subject: sub, callId, suggestedCallId: null, tenant, scopes, expiresAt: exp * 1000 };
}

const isName = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= MAX_NAME;

function scopesOf(claim: unknown): ReadonlySet<AccessScope> | null {
  if (claim === undefined) return DEFAULT_SCOPES;
  const given: unknown = typeof claim === 'string' ? claim.split(' ') : claim;
  return Array.isArray(given) ? new Set(given.filter(isAccessScope)) : null;
}

function callIdOf(claim: unknown, scopes: ReadonlySet<AccessScope>): CallId | typeof ANY_CALL | null {
  if (claim === undefined) return scopes.has('call') || scopes.has('call:listen') ? null : ANY_CALL;
  if (claim === ANY_CALL) return ANY_CALL;
  return typeof claim === 'string' && isCallId(claim) ? claim : null;
}
