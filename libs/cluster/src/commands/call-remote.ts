import { randomUUID } from 'node:crypto';
import { instanceOf } from '@app/core';
import type {
  CallCommand,
  CallEvent,
  CallId,
  CallPlace,
  Clock,
  InstanceMail,
  Millis,
  SessionStore,
  Timer,
} from '@app/core';
import { isLetter } from '../sessions/letters';
import type { Letter } from '../sessions/letters';
import type { Sessions } from '../sessions/sessions';

export interface CallRemoteParts {
  readonly store: SessionStore;
  readonly mail: InstanceMail;
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly instance: string;
}

/** `unknown`: no such call is live. `unreachable`: it is, but whoever carries it does not answer. */
export type CommandOutcome = 'done' | 'unknown' | 'unreachable';

/** What somebody who watches a call is told. */
export interface CallWatcher {
  event(event: CallEvent): void;
  /** The call is not live any more, or nobody can be reached that knows of it. */
  ended(): void;
}

const ANSWER_WITHIN_MS: Millis = 2000;

/** A watch is renewed so often: the call may have moved. */
const WATCH_EVERY_MS: Millis = 5000;

/** A watch that is not renewed ends. */
const WATCH_LASTS_MS: Millis = 15_000;

/** Reaches a call wherever it lives: commands to it, and what happens in it. */
export class CallRemote {
  private readonly waiting = new Map<string, (known: boolean) => void>();
  private readonly watchers = new Map<string, (event: CallEvent) => void>();
  /** Watches of calls that live here, until when. */
  private readonly watched = new Map<string, Timer>();

  constructor(private readonly parts: CallRemoteParts) {}

  /** To be called once, when letters may come. */
  start(): Promise<void> {
    return this.parts.mail.listen(this.parts.instance, message => {
      if (isLetter(message)) this.receive(message);
    });
  }

  /** Where a call lives, and whose it is. Rejects where the store cannot be asked and it does not live here. */
  async find(callId: CallId): Promise<CallPlace | null> {
    const own = this.parts.sessions.named(callId);
    return own ? { holder: own.holder, owner: own.owner } : this.parts.store.find(callId);
  }

  async command({ holder }: CallPlace, command: CallCommand): Promise<CommandOutcome> {
    const own = this.parts.sessions.find(holder);
    if (own) {
      own.command(command);
      return 'done';
    }
    const id = randomUUID();
    const answer = this.answerTo(id);
    const letter: Letter = { kind: 'command', to: holder, command, id, from: this.parts.instance };
    const heard = await this.parts.mail.send(instanceOf(holder), letter).catch(() => false);
    if (!heard) this.waiting.get(id)?.(false);
    const known = await answer;
    if (!heard || known === null) return 'unreachable';
    return known ? 'done' : 'unknown';
  }

  /** Tells what happens in a call until the watch is closed, also when the call moves. @returns how to close it */
  watch(callId: CallId, watcher: CallWatcher): () => void {
    const { clock, instance, mail } = this.parts;
    const id = randomUUID();
    let holder: string | null = null;
    let missed = 0;
    const stop = (): void => {
      timer.cancel();
      this.watchers.delete(id);
      if (holder === null) return;
      const letter: Letter = { kind: 'unwatch', to: holder, id };
      mail.send(instanceOf(holder), letter).catch(() => undefined);
    };
    const renew = async (): Promise<void> => {
      const place = await this.find(callId).catch(() => null);
      if (!this.watchers.has(id)) return;
      holder = place?.holder ?? null;
      if (place) {
        missed = 0;
        const letter: Letter = { kind: 'watch', to: place.holder, id, from: instance };
        await mail.send(instanceOf(place.holder), letter).catch(() => false);
      } else if (++missed > 1) {
        // Twice, so that a call on its way from one instance to another is not lost from sight.
        stop();
        watcher.ended();
      }
    };
    this.watchers.set(id, event => watcher.event(event));
    const timer = clock.every(WATCH_EVERY_MS, () => void renew());
    void renew();
    return stop;
  }

  close(): void {
    for (const timer of this.watched.values()) timer.cancel();
    this.watched.clear();
    this.watchers.clear();
    for (const settle of [...this.waiting.values()]) settle(false);
  }

  private receive(letter: Letter): void {
    const { sessions, mail } = this.parts;
    switch (letter.kind) {
      case 'ping':
        return;
      case 'release':
        void sessions.find(letter.to)?.lose('replaced');
        return;
      case 'command': {
        const session = sessions.find(letter.to);
        session?.command(letter.command);
        const answer: Letter = { kind: 'done', id: letter.id, known: session !== null };
        mail.send(letter.from, answer).catch(() => undefined);
        return;
      }
      case 'done':
        return this.waiting.get(letter.id)?.(letter.known);
      case 'watch':
        return this.beWatched(letter);
      case 'unwatch':
        this.watched.get(letter.id)?.cancel();
        this.watched.delete(letter.id);
        return sessions.find(letter.to)?.unwatch(letter.id);
      case 'event':
        return this.watchers.get(letter.id)?.(letter.event);
    }
  }

  private beWatched({ to, id, from }: Extract<Letter, { kind: 'watch' }>): void {
    const { sessions, mail, clock } = this.parts;
    const session = sessions.find(to);
    if (!session) return;
    const known = this.watched.get(id);
    known?.cancel();
    const tell = (event: CallEvent): void => {
      const letter: Letter = { kind: 'event', id, event: withoutSound(event) };
      mail.send(from, letter).catch(() => undefined);
    };
    session.watch(id, tell);
    // Says that the watch has begun, and in what state the call is.
    const { settings } = session;
    if (!known && settings) tell({ type: 'settings-updated', settings, eventId: null });
    const ends = clock.after(WATCH_LASTS_MS, () => {
      this.watched.delete(id);
      session.unwatch(id);
    });
    this.watched.set(id, ends);
  }

  private answerTo(id: string): Promise<boolean | null> {
    return new Promise(resolve => {
      const settle = (known: boolean | null): void => {
        timer.cancel();
        this.waiting.delete(id);
        resolve(known);
      };
      const timer = this.parts.clock.after(ANSWER_WITHIN_MS, () => settle(null));
      this.waiting.set(id, settle);
    });
  }
}

/** Who watches reads. */
const withoutSound = (event: CallEvent): CallEvent =>
  event.type === 'reply-part' ? { ...event, audio: null } : event;
