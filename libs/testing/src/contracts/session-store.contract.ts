import { strict as assert } from 'node:assert';
import { defaultSettings } from '@app/core';
import type { CallId, CallOwner, CallSnapshot, Claim, HeldCall, SessionStore } from '@app/core';
import type { ContractCheck } from '../contract';

/** A store whose leases last 1000 ms and which keeps calls for 1000 ms after them. */
export interface SessionStoreSubject {
  readonly store: SessionStore;
  /** Lets time pass, in the store's own measure. */
  elapse(ms: number): Promise<void>;
}

const ann: CallOwner = { subject: 'ann', tenant: null };
const call = 'call-1' as CallId;

const claim = (holder: string, tokenHash: string | null, owner = ann, force = false): Claim => ({
  holder: `${holder}/1`,
  owner,
  tokenHash,
  force,
});

const snapshot = (text: string): CallSnapshot => ({
  version: 1,
  callId: call,
  history: [{ role: 'caller', text, at: 10 }],
  settings: defaultSettings,
  turn: 1,
  greeted: true,
  unanswered: null,
  heard: null,
  counters: {
    durationMs: 1,
    turns: 1,
    interruptions: 0,
    cacheHits: 0,
    latencies: { firstAudioMs: [], endpointingMs: [] },
  },
});

async function opened(
  store: SessionStore,
  holder = 'a',
  token: string | null = 'token-1',
): Promise<HeldCall> {
  const answer = await store.open(call, 5, claim(holder, token));
  assert.equal(answer.kind, 'opened');
  return answer.held;
}

async function resumed(store: SessionStore, token: string, by: Claim): Promise<HeldCall> {
  const answer = await store.resume(token, by);
  assert.equal(answer.kind, 'resumed');
  return answer.held;
}

/** What every store of calls must do. */
export const sessionStoreChecks: readonly ContractCheck<SessionStoreSubject>[] = [
  {
    name: 'a name is taken once',
    async run({ store }) {
      const held = await opened(store);
      assert.equal(held.lease.epoch, 1);
      assert.deepEqual(await store.open(call, 5, claim('b', 'token-2')), { kind: 'held', holder: 'a/1' });
      assert.deepEqual(await store.find(call), { holder: 'a/1', owner: ann });
    },
  },
  {
    name: 'a call that is over is forgotten, and its token with it',
    async run({ store }) {
      const { lease } = await opened(store);
      await store.close(lease);
      assert.equal(await store.find(call), null);
      assert.deepEqual(await store.resume('token-1', claim('b', 'token-2')), { kind: 'refused' });
      await opened(store, 'b');
    },
  },
  {
    name: 'a call that is kept comes back as it was, with a higher epoch',
    async run({ store }) {
      const held = await opened(store);
      assert.equal(await store.save({ ...held, snapshot: snapshot('one') }), 'kept');
      assert.equal(await store.park({ ...held, snapshot: snapshot('two') }), 'kept');
      assert.equal(await store.find(call), null);
      const again = await resumed(store, 'token-1', claim('b', 'token-2'));
      assert.deepEqual(again.snapshot, snapshot('two'));
      assert.deepEqual(again.lease, { callId: call, epoch: 2, holder: 'b/1' });
      assert.equal(again.since, 5);
    },
  },
  {
    name: 'a token works once; the next one takes its place',
    async run({ store }) {
      await store.park(await opened(store));
      const again = await resumed(store, 'token-1', claim('b', 'token-2'));
      await store.park(again);
      assert.deepEqual(await store.resume('token-1', claim('c', 'token-3')), { kind: 'refused' });
      await resumed(store, 'token-2', claim('c', 'token-3'));
    },
  },
  {
    name: 'of two who offer the same token one gets the call',
    async run({ store }) {
      await store.park(await opened(store));
      const answers = await Promise.all(
        ['b', 'c', 'd'].map(each => store.resume('token-1', claim(each, `token-${each}`))),
      );
      assert.deepEqual(answers.map(({ kind }) => kind).sort(), ['refused', 'refused', 'resumed']);
    },
  },
  {
    name: 'a token of another subject or tenant is no token',
    async run({ store }) {
      await store.park(await opened(store));
      const others: CallOwner[] = [
        { subject: 'bob', tenant: null },
        { subject: 'ann', tenant: 'acme' },
      ];
      for (const owner of others)
        assert.deepEqual(await store.resume('token-1', claim('b', 'token-2', owner)), { kind: 'refused' });
      await resumed(store, 'token-1', claim('b', 'token-2'));
    },
  },
  {
    name: 'a call without a token cannot be resumed',
    async run({ store }) {
      await store.park(await opened(store, 'a', null));
      assert.deepEqual(await store.resume('', claim('b', 'token-2')), { kind: 'refused' });
    },
  },
  {
    name: 'a live call is not resumed over its holder, unless that is known to be gone',
    async run({ store }) {
      await opened(store);
      assert.deepEqual(await store.resume('token-1', claim('b', 'token-2')), { kind: 'held', holder: 'a/1' });
      const taken = await resumed(store, 'token-1', claim('b', 'token-2', ann, true));
      assert.equal(taken.lease.epoch, 2);
    },
  },
  {
    name: 'whoever lost a call is fenced off',
    async run({ store }) {
      const before = await opened(store);
      await store.save({ ...before, snapshot: snapshot('before') });
      await resumed(store, 'token-1', claim('b', 'token-2', ann, true));
      assert.equal(await store.renew(before), 'lost');
      assert.equal(await store.save({ ...before, snapshot: snapshot('late') }), 'lost');
      assert.equal(await store.park(before), 'lost');
      await store.close(before.lease);
      assert.deepEqual(await store.find(call), { holder: 'b/1', owner: ann });
      const last = await resumed(store, 'token-2', claim('c', 'token-3', ann, true));
      assert.deepEqual(last.snapshot, snapshot('before'));
    },
  },
  {
    name: 'a lease that is renewed holds',
    async run({ store, elapse }) {
      const held = await opened(store);
      for (let i = 0; i < 4; i++) {
        await elapse(400);
        assert.equal(await store.renew(held), 'kept');
      }
      assert.deepEqual(await store.open(call, 5, claim('b', 'token-2')), { kind: 'held', holder: 'a/1' });
    },
  },
  {
    name: 'a lease that is not renewed lapses: the call may be resumed, or its name taken by its owner',
    async run({ store, elapse }) {
      const held = await opened(store);
      await store.save({ ...held, snapshot: snapshot('one') });
      await elapse(1200);
      assert.equal(await store.find(call), null);
      const again = await resumed(store, 'token-1', claim('b', 'token-2'));
      assert.deepEqual(again.snapshot, snapshot('one'));
      await elapse(1200);
      const fresh = await opened(store, 'c', 'token-3');
      assert.equal(fresh.lease.epoch, 3);
    },
  },
  {
    name: 'a call that is kept is given up for a new one of its owner, and of nobody else',
    async run({ store }) {
      await store.park(await opened(store));
      const bob: CallOwner = { subject: 'bob', tenant: null };
      assert.deepEqual(await store.open(call, 5, claim('b', 'token-2', bob)), { kind: 'held', holder: null });
      await opened(store, 'b', 'token-2');
      assert.deepEqual(await store.resume('token-1', claim('c', 'token-3')), { kind: 'refused' });
    },
  },
  {
    name: 'a call that nobody resumes is forgotten',
    async run({ store, elapse }) {
      await store.park(await opened(store));
      await elapse(1300);
      assert.deepEqual(await store.resume('token-1', claim('b', 'token-2')), { kind: 'refused' });
      const fresh = await store.open(call, 5, claim('b', 'token-2', { subject: 'bob', tenant: null }));
      assert.equal(fresh.kind, 'opened');
    },
  },
  {
    name: 'a live call that the store does not know is written anew, with its token',
    async run({ store }) {
      const held = await opened(store);
      await store.close(held.lease);
      assert.equal(await store.renew({ ...held, snapshot: snapshot('kept') }), 'kept');
      assert.deepEqual(await store.find(call), { holder: 'a/1', owner: ann });
      const again = await resumed(store, 'token-1', claim('b', 'token-2', ann, true));
      assert.deepEqual(again.snapshot, snapshot('kept'));
    },
  },
];
