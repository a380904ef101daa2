import { defaultSettings } from '@app/core';
import type { CallCommand, CallEvent, CallId, CallOwner, CallSnapshot, InstancePresence } from '@app/core';
import { VirtualClock } from '@app/testing';
import { CallRemote } from '../commands/call-remote';
import { MemoryDirectory } from '../memory/memory-directory';
import { MemoryMail } from '../memory/memory-mail';
import { MemorySessionStore } from '../memory/memory-session-store';
import { hashOf } from '../state/resume-token';
import type { Session } from './session';
import type { LossReason, SessionCall } from './session-call';
import { Sessions } from './sessions';
import type { SessionDecision } from './sessions';

const ann: CallOwner = { subject: 'ann', tenant: null };
const name = 'call-1' as CallId;

/** What stands behind a session, as a conversation would. */
class Talk implements SessionCall {
  readonly commands: CallCommand[] = [];
  lostBy: LossReason | null = null;
  words = 'hello';

  snapshot(): CallSnapshot {
    return {
      version: 1,
      callId: 'provisional' as CallId,
      history: [{ role: 'caller', text: this.words, at: 0 }],
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
    };
  }

  command(command: CallCommand): void {
    this.commands.push(command);
  }

  lost(reason: LossReason): void {
    this.lostBy = reason;
  }
}

const times = { leaseMs: 10_000, windowMs: 30_000 };

/** Knows of every instance that announced itself and has not left. */
class SharedDirectory extends MemoryDirectory {
  constructor(private readonly there: Set<string>) {
    super(() => null);
  }

  override async announce({ instance }: InstancePresence): Promise<boolean> {
    return this.there.add(instance).size > 1;
  }

  override async leave(instance?: string): Promise<void> {
    if (instance !== undefined) this.there.delete(instance);
  }
}

/** Instances on one store and one post; any of them can be cut off, or die. */
class World {
  private readonly there = new Set<string>();
  readonly clock = new VirtualClock();
  readonly shared = new MemorySessionStore(this.clock, times);
  readonly mail = new MemoryMail();

  async instance(instance: string, away = false): Promise<Instance> {
    const state = { away, absent: false, listening: true };
    const store = cuttable(this.shared, () => state.away);
    const { clock, mail } = this;
    const sessions = new Sessions({
      ...times,
      store,
      directory: cuttable(new SharedDirectory(this.there), () => state.away),
      mail,
      contact: state,
      clock,
      instance,
      host: 'host',
      warn: () => undefined,
    });
    const remote = new CallRemote({ store, mail, sessions, clock, instance });
    await remote.start();
    await sessions.announce();
    return { sessions, remote, state };
  }

  /** Waits for work that itself waits for the clock. */
  async whilePassing<T>(work: Promise<T>): Promise<T> {
    const state = { done: false };
    void work.finally(() => (state.done = true));
    while (!state.done) await this.clock.run(50, 50);
    return work;
  }
}

interface Instance {
  readonly sessions: Sessions;
  readonly remote: CallRemote;
  readonly state: { away: boolean; absent: boolean; listening: boolean };
}

const cuttable = <Part extends object>(part: Part, away: () => boolean): Part =>
  new Proxy(part, {
    get: (target, property) => {
      const method = Reflect.get(target, property) as unknown;
      if (typeof method !== 'function') return method;
      return (...args: unknown[]): unknown =>
        away() ? Promise.reject(new Error('no answer')) : Reflect.apply(method, target, args);
    },
  });

function sessionOf(decision: SessionDecision): Session {
  if ('refused' in decision) throw new Error(decision.refused);
  return decision.session;
}

describe('Calls of two instances', () => {
  let world: World;
  let one: Instance;
  let two: Instance;

  beforeEach(async () => {
    world = new World();
    [one, two] = [await world.instance('one'), await world.instance('two')];
    await one.sessions.announce();
  });

  const begin = async (at = one, talk = new Talk()): Promise<{ session: Session; talk: Talk }> => {
    const session = sessionOf(await at.sessions.open(name, ann, true));
    session.attach(talk);
    await world.clock.run(50);
    return { session, talk };
  };

  it('a name that is live on one is refused on the other', async () => {
    await begin();
    expect(await world.whilePassing(two.sessions.open(name, ann, true))).toEqual({ refused: 'duplicate' });
  });

  it('a call that is lost comes back on the other as it was last', async () => {
    const { session, talk } = await begin();
    talk.words = 'the last words';
    await session.leave('keep');
    const again = sessionOf(await two.sessions.resume(session.resumeToken!, ann));
    expect(again.resumed).toBe(true);
    expect(again.restored?.history).toEqual([{ role: 'caller', text: 'the last words', at: 0 }]);
    expect(again.restored?.callId).toBe(name);
    expect(again.resumeToken).not.toBe(session.resumeToken);
  });

  it('a token is worth nothing the second time, nor in other hands', async () => {
    const { session } = await begin();
    await session.leave('keep');
    const bob = { subject: 'bob', tenant: null };
    expect(await two.sessions.resume(session.resumeToken!, bob)).toEqual({ refused: 'unknown' });
    sessionOf(await two.sessions.resume(session.resumeToken!, ann));
    expect(await two.sessions.resume(session.resumeToken!, ann)).toEqual({ refused: 'unknown' });
    expect(await two.sessions.resume('never issued', ann)).toEqual({ refused: 'unknown' });
  });

  it('a call that is over cannot be resumed', async () => {
    const { session } = await begin();
    await session.leave('forget');
    expect(await two.sessions.resume(session.resumeToken!, ann)).toEqual({ refused: 'unknown' });
  });

  it('whoever still carries a call that is resumed elsewhere lets go of it first', async () => {
    const { session, talk } = await begin();
    const again = sessionOf(await world.whilePassing(two.sessions.resume(session.resumeToken!, ann)));
    expect(talk.lostBy).toBe('replaced');
    expect(again.restored?.history).toHaveLength(1);
    expect(one.sessions.named(name)).toBeNull();
  });

  it('an instance that is gone is not waited for until its lease ends', async () => {
    const { session } = await begin();
    one.state.away = true;
    await world.mail.listen('one', () => undefined);
    await world.mail.close();
    await two.remote.start();
    const before = world.clock.now();
    sessionOf(await world.whilePassing(two.sessions.resume(session.resumeToken!, ann)));
    expect(world.clock.now() - before).toBeLessThan(5000);
  });

  it('an instance that is cut off lets go before the other may take over', async () => {
    const { session, talk } = await begin();
    await world.mail.listen('one', () => undefined); // letters are swallowed, as by a line that drops everything
    one.state.away = true;
    let lostAt = 0;
    const watch = world.clock.every(10, () => {
      if (talk.lostBy && lostAt === 0) lostAt = world.clock.now();
    });
    let again: SessionDecision = { refused: 'duplicate' };
    while ('refused' in again)
      again = await world.whilePassing(two.sessions.resume(session.resumeToken!, ann));
    watch.cancel();
    expect(talk.lostBy).toBe('cut-off');
    expect(lostAt).toBeLessThan(world.clock.now());
    expect(world.clock.now()).toBeGreaterThanOrEqual(times.leaseMs);
  });

  it('one that is cut off and does not listen any more lets go before it is taken for gone', async () => {
    const { session, talk } = await begin();
    one.state.away = true;
    one.state.listening = false;
    await world.mail.close();
    await two.remote.start();
    const lost = { before: false };
    const watch = world.clock.every(10, () => (lost.before ||= talk.lostBy === 'cut-off'));
    const taking = two.sessions.resume(session.resumeToken!, ann).then(decision => {
      expect(lost.before).toBe(true);
      return decision;
    });
    sessionOf(await world.whilePassing(taking));
    watch.cancel();
  });

  it('where there is no store at all, calls go on and new ones are taken', async () => {
    const { session, talk } = await begin();
    one.state.away = one.state.absent = true;
    await world.clock.run(60_000, 1000);
    expect(talk.lostBy).toBeNull();
    const opening = one.sessions.open('call-2' as CallId, ann, true);
    sessionOf(await world.whilePassing(opening)).attach(new Talk());
    one.state.away = one.state.absent = false;
    await world.clock.run(3000, 500);
    expect(await world.shared.find('call-2' as CallId)).toMatchObject({ owner: ann });
    expect(await world.shared.find(name)).toMatchObject({ holder: session.holder });
  });

  it('cut off, an instance takes no call whose name was chosen elsewhere', async () => {
    one.state.away = true;
    expect(await world.whilePassing(one.sessions.open(name, ann, true))).toEqual({ refused: 'away' });
    expect(await world.whilePassing(one.sessions.resume('token', ann))).toEqual({ refused: 'away' });
    sessionOf(await world.whilePassing(one.sessions.open('call-made-here' as CallId, ann, false)));
  });

  it('a call that began while its instance was cut off goes on: nobody else has heard of it', async () => {
    one.state.away = true;
    one.state.listening = false;
    await world.clock.run(5000, 500);
    const talk = new Talk();
    const made = 'call-made-here' as CallId;
    const session = sessionOf(await world.whilePassing(one.sessions.open(made, ann, false)));
    session.attach(talk);
    await world.clock.run(60_000, 500);
    expect(talk.lostBy).toBeNull();
    one.state.away = false;
    one.state.listening = true;
    await world.clock.run(3000, 500);
    expect(await world.shared.find(made)).toMatchObject({ holder: session.holder });
    one.state.away = true;
    await world.clock.run(times.leaseMs, 500);
    expect(talk.lostBy).toBe('cut-off');
  });

  it('the last of two that is there keeps its calls when it is cut off', async () => {
    const { talk } = await begin();
    await two.sessions.close();
    await world.clock.run(3000, 500);
    one.state.away = true;
    one.state.listening = false;
    await world.clock.run(60_000, 500);
    expect(talk.lostBy).toBeNull();
  });

  it('of two that took the same name while there was no store one keeps it', async () => {
    for (const { state } of [one, two]) state.away = state.absent = true;
    const [first, second] = [new Talk(), new Talk()];
    sessionOf(await world.whilePassing(one.sessions.open(name, ann, true))).attach(first);
    sessionOf(await world.whilePassing(two.sessions.open(name, ann, true))).attach(second);
    for (const { state } of [one, two]) state.away = state.absent = false;
    await world.clock.run(5000, 500);
    expect([first.lostBy, second.lostBy].filter(lost => lost === 'replaced')).toHaveLength(1);
  });

  it('a call gets another name unless that is live', async () => {
    await begin(two);
    const session = sessionOf(await one.sessions.open('call-2' as CallId, ann, false));
    session.attach(new Talk());
    expect(await session.rename(name)).toBe(false);
    expect(await session.rename('call-3' as CallId)).toBe(true);
    expect(session.callId).toBe('call-3');
    expect(await world.shared.find('call-2' as CallId)).toBeNull();
    await session.leave('keep');
    const again = sessionOf(await two.sessions.resume(session.resumeToken!, ann));
    expect(again.callId).toBe('call-3');
  });

  it('a session that nobody came for can still be resumed by the token before', async () => {
    const { session } = await begin();
    await session.leave('keep');
    const again = sessionOf(await two.sessions.resume(session.resumeToken!, ann));
    await again.giveBack(hashOf(session.resumeToken!));
    expect(sessionOf(await one.sessions.resume(session.resumeToken!, ann)).restored?.history).toHaveLength(1);
  });

  it('a command reaches a call on the other instance; one to nobody does not', async () => {
    const { talk } = await begin();
    const place = await two.remote.find(name);
    const command: CallCommand = { type: 'say', text: 'hello' };
    expect(await world.whilePassing(two.remote.command(place!, command))).toBe('done');
    expect(talk.commands).toEqual([command]);
    expect(await two.remote.find('nobody' as CallId)).toBeNull();
    const gone = { holder: 'one/gone', owner: ann };
    expect(await world.whilePassing(two.remote.command(gone, command))).toBe('unknown');
    const nowhere = { holder: 'three/1', owner: ann };
    expect(await world.whilePassing(two.remote.command(nowhere, command))).toBe('unreachable');
  });

  it('who watches a call sees what happens in it, without its sound, until it is over', async () => {
    const { session } = await begin();
    const seen: CallEvent[] = [];
    let ended = false;
    two.remote.watch(name, { event: event => seen.push(event), ended: () => (ended = true) });
    await world.clock.run(100);
    session.tell({ type: 'speech-started', at: 1 });
    await world.clock.run(20_000, 1000);
    session.tell({ type: 'speech-stopped', at: 2 });
    await world.clock.run(100);
    expect(seen.map(({ type }) => type)).toEqual(['settings-updated', 'speech-started', 'speech-stopped']);
    await session.leave('forget');
    await world.clock.run(15_000, 1000);
    expect(ended).toBe(true);
  });

  it('a watch that is closed costs the call nothing', async () => {
    const { session } = await begin();
    const seen: CallEvent[] = [];
    const stop = two.remote.watch(name, { event: event => seen.push(event), ended: () => undefined });
    await world.clock.run(100);
    stop();
    await world.clock.run(100);
    session.tell({ type: 'speech-started', at: 1 });
    await world.clock.run(100);
    expect(seen.map(({ type }) => type)).toEqual(['settings-updated']);
  });
});

describe('Calls of an instance that is alone', () => {
  it.each([
    ['silent', true],
    ['out of reach', false],
  ])('go on while the store is %s, and new ones are taken', async (_, listening) => {
    const world = new World();
    const { sessions, state } = await world.instance('one');
    const [old, young] = [new Talk(), new Talk()];
    const session = sessionOf(await sessions.open(name, ann, true));
    session.attach(old);
    await world.clock.run(50);
    state.away = true;
    state.listening = listening;
    await world.clock.run(60_000, 500);
    const late = sessionOf(await world.whilePassing(sessions.open('call-2' as CallId, ann, true)));
    late.attach(young);
    await world.clock.run(60_000, 500);
    expect([old.lostBy, young.lostBy]).toEqual([null, null]);
    state.away = false;
    state.listening = true;
    await world.clock.run(3000, 500);
    expect(await world.shared.find(name)).toMatchObject({ holder: session.holder });
    expect(await world.shared.find('call-2' as CallId)).toMatchObject({ holder: late.holder });
  });

  it('are let go of like those of any other once another has come', async () => {
    const world = new World();
    const one = await world.instance('one');
    const talk = new Talk();
    sessionOf(await one.sessions.open(name, ann, true)).attach(talk);
    await world.instance('two');
    await world.clock.run(3000, 500);
    one.state.away = true;
    one.state.listening = false;
    await world.clock.run(4000, 500);
    expect(talk.lostBy).toBe('cut-off');
  });

  it('are not known to be alone where the store was never reached', async () => {
    const world = new World();
    const { sessions } = await world.instance('one', true);
    expect(await world.whilePassing(sessions.open(name, ann, true))).toEqual({ refused: 'away' });
  });
});
