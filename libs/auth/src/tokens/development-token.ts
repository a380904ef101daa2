import { isCallId } from '@app/core';
import { ANY_CALL, accessScopes } from '../identity';
import type { Identity } from '../identity';

/** `valid_<user>_<call>`; the last underscore divides, so a user may hold some and a call none. */
const SHAPE = /^valid_([A-Za-z0-9._~@+-]{1,128})_([^_]+)$/;

export const looksLikeDevelopmentToken = (token: string): boolean => token.startsWith('valid_');

/**
 * The identity of a development token: every scope, for ever. It may carry any call; the one it names is only a
 * suggestion, so that `valid_test_token` works for whatever callId a client sends. Null when it is not of that shape.
 */
export function developmentIdentity(token: string): Identity | null {
  const [, subject, call] = SHAPE.exec(token) ?? [];
  if (subject === undefined || call === undefined || !isCallId(call)) return null;
  return {
    subject,
    callId: ANY_CALL,
    suggestedCallId: call,
    tenant: null,
    scopes: new Set(accessScopes),
    expiresAt: null,
  };
}
