import type { CallId } from '@app/core';
import { holds, isSameUser, mayCarry } from './identity';
import type { Identity } from './identity';

const identity: Identity = {
  subject: 'ann',
  callId: 'call-1' as CallId,
  suggestedCallId: null,
  tenant: null,
  scopes: new Set(['call'] as const),
  expiresAt: null,
};

describe('an identity', () => {
  it('may carry its own call, or any where its token says so', () => {
    expect(mayCarry(identity, 'call-1' as CallId)).toBe(true);
    expect(mayCarry(identity, 'call-2' as CallId)).toBe(false);
    expect(mayCarry({ ...identity, callId: '*' }, 'call-2' as CallId)).toBe(true);
  });

  it('is another user under the same name with another tenant', () => {
    expect(isSameUser(identity, { ...identity, callId: '*', expiresAt: 5 })).toBe(true);
    expect(isSameUser(identity, { ...identity, tenant: 'acme' })).toBe(false);
    expect(isSameUser(identity, { ...identity, subject: 'bob' })).toBe(false);
  });

  it('holds the scopes it was given, and none that would follow from another', () => {
    expect(holds(identity, 'call')).toBe(true);
    expect(holds({ ...identity, scopes: new Set(['admin'] as const) }, 'ops')).toBe(false);
  });
});
