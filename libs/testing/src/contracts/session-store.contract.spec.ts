import type {
  CallId,
  CallLease,
  CallPlace,
  Claim,
  HeldCall,
  Kept,
  Opened,
  Resumed,
  SessionStore,
} from '@app/core';
import { brokenChecks } from '../contract';
import { sessionStoreChecks } from './session-store.contract';

/** Keeps calls in a map and looks at nothing: what the suite has to find. */
class Careless implements SessionStore {
  protected readonly calls = new Map<CallId, HeldCall>();

  async open(callId: CallId, since: number, { holder, owner, tokenHash }: Claim): Promise<Opened> {
    const known = this.calls.get(callId);
    if (known) return { kind: 'held', holder: known.lease.holder };
    const held = { lease: { callId, epoch: 1, holder }, owner, tokenHash, since, snapshot: null };
    this.calls.set(callId, held);
    return { kind: 'opened', held };
  }

  async resume(tokenHash: string, { holder }: Claim): Promise<Resumed> {
    const known = [...this.calls.values()].find(each => each.tokenHash === tokenHash);
    if (!known) return { kind: 'refused' };
    const held = { ...known, lease: { ...known.lease, epoch: known.lease.epoch + 1, holder } };
    this.calls.set(held.lease.callId, held);
    return { kind: 'resumed', held };
  }

  async save(held: HeldCall): Promise<Kept> {
    this.calls.set(held.lease.callId, held);
    return 'kept';
  }

  renew(held: HeldCall): Promise<Kept> {
    return this.save(held);
  }

  park(held: HeldCall): Promise<Kept> {
    return this.save(held);
  }

  async close({ callId }: CallLease): Promise<void> {
    this.calls.delete(callId);
  }

  async find(callId: CallId): Promise<CallPlace | null> {
    const known = this.calls.get(callId);
    return known ? { holder: known.lease.holder, owner: known.owner } : null;
  }
}

describe('The contract of stores of calls', () => {
  it('finds a store that neither fences, nor expires, nor asks whose a token is', async () => {
    const broken = await brokenChecks(sessionStoreChecks, {
      make: async () => ({ store: new Careless(), elapse: async () => undefined }),
    });
    expect(broken).toEqual(
      expect.arrayContaining([
        'a token works once; the next one takes its place',
        'of two who offer the same token one gets the call',
        'a token of another subject or tenant is no token',
        'a live call is not resumed over its holder, unless that is known to be gone',
        'whoever lost a call is fenced off',
        'a lease that is not renewed lapses: the call may be resumed, or its name taken by its owner',
        'a call that is kept is given up for a new one of its owner, and of nobody else',
        'a call that nobody resumes is forgotten',
      ]),
    );
    expect(broken).not.toContain('a name is taken once');
  });
});
