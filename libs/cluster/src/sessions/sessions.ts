import { randomUUID } from 'node:crypto';
import { instanceOf } from '@app/core';
import type {
  CallDirectory,
  CallId,
  CallOwner,
  Claim,
  Clock,
  HeldCall,
  InstanceMail,
  InstancePresence,
  Millis,
  SessionStore,
  Timer,
} from '@app/core';
import { hashOf, newResumeToken } from '../state/resume-token';
import { Session } from './session';
import type { StoreContact } from './store-contact';

export interface SessionsParts {
  readonly store: SessionStore;
  readonly directory: CallDirectory;
  readonly mail: InstanceMail;
  readonly contact: StoreContact;
  readonly clock: Clock;
  readonly leaseMs: Millis;
  /** 0: no call can be resumed. */
  readonly windowMs: Millis;
  readonly instance: string;
  readonly host: string;
  warn(message: string): void;
}

/**
 * `duplicate`: the name is live, or kept for somebody else. `unknown`: no such token. `away`: the store cannot be asked.
 */
export type SessionRefusal = 'duplicate' | 'unknown' | 'away';

export type SessionDecision = { readonly session: Session } | { readonly refused: SessionRefusal };

/** The lease is renewed so many times before it runs out. */
const BEATS = 5;

/** After this part of the lease without an answer an instance that is cut off lets go: before others may take over. */
const PATIENCE = 0.7;

/** An instance that does not listen for so long is gone; one that lost its connection is back by then. */
const GONE_AFTER_MS: Millis = 3500;

/** And one that does not come back because it is cut off has let go of its calls before that. */
const UNHEARD_MS: Millis = 2500;
const WATCH_EVERY_MS: Millis = 500;

/** Whoever holds a call that is resumed elsewhere lets go of it within this, or is not there. */
const RELEASE_WITHIN_MS: Millis = 1500;

/** A connection to the store that broke is there again within this. */
const BLIP_MS: Millis = 300;

/** A takeover may have been done though nobody heard of it, and its token be used: it is asked for this long. */
const UNSURE_MS: Millis = 4000;

/** A call that has just ended is out of the store within this. */
const CLOSE_WITHIN_MS: Millis = 250;

const LOOK_EVERY_MS: Millis = 50;

/** The calls of this instance as the store has them: taken, taken over, kept, and never carried twice. */
export class Sessions {
  private readonly held = new Set<Session>();
  /** What is still to be written of calls that left. */
  private readonly leaving = new Set<Promise<void>>();
  private readonly timers: readonly Timer[];
  /** Since when no letter could reach this instance. */
  private unheardSince: Millis | null = null;
  private readonly startedAt: Millis;
  /** When the store was last reached nobody else was there who could take a call over. Until then that is not known. */
  private alone = false;
  private draining = false;
  private warned = false;

  constructor(private readonly parts: SessionsParts) {
    const { clock, leaseMs } = parts;
    this.startedAt = clock.epoch();
    this.timers = [
      clock.every(leaseMs / BEATS, () => void this.beat()),
      clock.every(WATCH_EVERY_MS, () => this.watchContact()),
    ];
  }

  /** Calls that are held here. */
  get size(): number {
    return this.held.size;
  }

  /**
   * Takes a name for a new call.
   * @param chosen whether the client chose the name: nobody else has one that was made here
   */
  async open(callId: CallId, owner: CallOwner, chosen: boolean): Promise<SessionDecision> {
    const token = this.newToken();
    const claim = this.claim(owner, token);
    const since = this.parts.clock.epoch();
    try {
      const opened = await this.untilGone(
        force => this.parts.store.open(callId, since, { ...claim, force }),
        false,
      );
      if (opened.kind === 'held') return { refused: 'duplicate' };
      return { session: this.hold(opened.held, token, false, true) };
    } catch (error) {
      this.warnOnce(error);
      // Cut off, it cannot know whether the call is live elsewhere; where there is no elsewhere, it is the best there is.
      if (chosen && !this.unrivalled) return { refused: 'away' };
      const lease = { callId, epoch: 1, holder: claim.holder };
      const held: HeldCall = { lease, owner, tokenHash: claim.tokenHash, since, snapshot: null };
      return { session: this.hold(held, token, false, false) };
    }
  }

  /** Takes over the call of a resume token, from the store or from whoever still carries it. */
  async resume(offered: string, owner: CallOwner): Promise<SessionDecision> {
    if (this.parts.windowMs === 0) return { refused: 'unknown' };
    const token = this.newToken();
    const claim = this.claim(owner, token);
    try {
      const resumed = await this.untilGone(
        force => this.parts.store.resume(hashOf(offered), { ...claim, force }),
        true,
      );
      if (resumed.kind === 'refused') return { refused: 'unknown' };
      if (resumed.kind === 'held') return { refused: 'duplicate' };
      return { session: this.hold(resumed.held, token, true, true) };
    } catch (error) {
      this.warnOnce(error);
      return { refused: 'away' };
    }
  }

  /** The session of a lease, where this instance has it. */
  find(holder: string): Session | null {
    return [...this.held].find(session => session.holder === holder) ?? null;
  }

  /** Live here, by name. */
  named(callId: CallId): Session | null {
    return [...this.held].find(session => session.callId === callId) ?? null;
  }

  /** This instance is on its way out. */
  drain(): void {
    this.draining = true;
    void this.announce();
  }

  /** Renews what is held, and lets go of what may not be held any longer. */
  async beat(): Promise<void> {
    const { leaseMs } = this.parts;
    for (const session of [...this.held]) {
      if (this.unrivalled) session.excuse();
      if (session.known && session.unconfirmedMs > leaseMs * PATIENCE) void session.lose('cut-off');
      else session.renew();
    }
    await this.announce();
  }

  /** Nobody else can have the calls of this instance, whatever it hears of the store. */
  private get unrivalled(): boolean {
    return this.parts.contact.absent || this.alone;
  }

  /** Whoever cannot be reached may be passed over before the lease is out, if there is somebody to do that. */
  private watchContact(): void {
    const { contact, clock } = this.parts;
    if (contact.listening || this.unrivalled) this.unheardSince = null;
    else this.unheardSince ??= clock.now();
    if (this.unheardSince === null || clock.now() - this.unheardSince < UNHEARD_MS) return;
    for (const session of [...this.held]) if (session.known) void session.lose('cut-off');
  }

  async announce(): Promise<void> {
    const { directory, instance, host } = this.parts;
    const presence: InstancePresence = {
      instance,
      host,
      pid: process.pid,
      since: this.startedAt,
      calls: this.held.size,
      draining: this.draining,
    };
    try {
      const calls = [...this.held].map(session => session.callId);
      this.alone = !(await directory.announce(presence, calls));
      this.warned = false;
    } catch (error) {
      this.warnOnce(error);
    }
  }

  async close(): Promise<void> {
    for (const timer of this.timers) timer.cancel();
    for (const session of [...this.held]) void session.leave('keep');
    await Promise.all(this.leaving);
    await this.parts.directory.leave(this.parts.instance).catch(() => undefined);
  }

  /**
   * Asks until the answer is not `held`, or its holder is known to be there. One that does not listen any more is given
   * the time to come back, then passed over.
   * @param takeOver ask the holder to let go
   */
  private async untilGone<Answer extends { kind: string; holder?: string | null }>(
    ask: (force: boolean) => Promise<Answer>,
    takeOver: boolean,
  ): Promise<Answer> {
    const { clock, mail } = this.parts;
    const begun = clock.now();
    let silentSince: Millis | null = null;
    for (;;) {
      const force = silentSince !== null && clock.now() - silentSince >= GONE_AFTER_MS;
      const answer = await ask(force).catch((error: unknown) => {
        if (clock.now() - begun < (takeOver ? UNSURE_MS : BLIP_MS)) return null;
        throw error;
      });
      if (!answer) {
        await this.pause();
        continue;
      }
      const { holder } = answer;
      if (answer.kind !== 'held' || !holder) return answer;
      const letter = takeOver ? { kind: 'release', to: holder } : { kind: 'ping' };
      const heard = await mail.send(instanceOf(holder), letter);
      if (heard && clock.now() - begun > (takeOver ? RELEASE_WITHIN_MS : CLOSE_WITHIN_MS)) return answer;
      silentSince = heard ? null : (silentSince ?? clock.now());
      await this.pause();
    }
  }

  private pause(): Promise<void> {
    return new Promise(resolve => void this.parts.clock.after(LOOK_EVERY_MS, resolve));
  }

  private hold(held: HeldCall, token: string | null, resumed: boolean, registered: boolean): Session {
    const { store, clock } = this.parts;
    const parts = {
      store,
      clock,
      failed: (error: unknown) => this.warnOnce(error),
      newHolder: () => this.newHolder(),
      left: (session: Session, written: Promise<void>) => {
        this.held.delete(session);
        this.leaving.add(written);
        void written.finally(() => this.leaving.delete(written));
      },
    };
    const session = new Session(held, parts, token, resumed, registered);
    this.held.add(session);
    return session;
  }

  private claim(owner: CallOwner, token: string | null): Claim {
    return { holder: this.newHolder(), owner, tokenHash: token && hashOf(token), force: false };
  }

  private newToken(): string | null {
    return this.parts.windowMs > 0 ? newResumeToken() : null;
  }

  private newHolder(): string {
    return `${this.parts.instance}/${randomUUID()}`;
  }

  private warnOnce(error: unknown): void {
    if (!this.warned) this.parts.warn(`calls cannot be shared at the moment: ${String(error)}`);
    this.warned = true;
  }
}
