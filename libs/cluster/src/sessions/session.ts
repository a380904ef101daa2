import type {
  CallCommand,
  CallEvent,
  CallId,
  CallSettings,
  Clock,
  HeldCall,
  Kept,
  Millis,
  SessionStore,
} from '@app/core';
import type { LossReason, SessionCall } from './session-call';

export interface SessionParts {
  readonly store: SessionStore;
  readonly clock: Clock;
  /** The lease of another call for this instance. */
  newHolder(): string;
  /** It is over for this instance; `written`: the store knows it, too, or could not be told. */
  left(session: Session, written: Promise<void>): void;
  /** The store could not be reached. */
  failed(error: unknown): void;
}

/** What is done with the call when this instance lets go of it. */
export type Leaving =
  /** Kept for the resume window. */
  | 'keep'
  /** Forgotten. */
  | 'forget';

/**
 * One call as the store sees it: its lease, and its state, which is written behind. Whatever is written goes out in
 * order, one after the other; while something is being written, changes are gathered.
 */
export class Session {
  private call: SessionCall | null = null;
  private work: Promise<unknown> = Promise.resolve();
  private waiting = false;
  /** The store does not have the newest state. */
  private stale = false;
  private gone = false;
  private told: boolean;
  /** Clock time at which the store was last known to hold the lease. */
  private confirmedAt: Millis;
  private readonly watchers = new Map<string, (event: CallEvent) => void>();

  constructor(
    private held: HeldCall,
    private readonly parts: SessionParts,
    /** For the client; null: the call cannot be resumed. */
    readonly resumeToken: string | null,
    /** The call was lost and goes on. */
    readonly resumed: boolean,
    /** Whether the store knows of it. */
    private registered: boolean,
  ) {
    this.told = registered;
    this.confirmedAt = parts.clock.now();
  }

  get callId(): CallId {
    return this.held.lease.callId;
  }

  get holder(): string {
    return this.held.lease.holder;
  }

  get owner(): HeldCall['owner'] {
    return this.held.owner;
  }

  get since(): Millis {
    return this.held.since;
  }

  /** What it goes on from. */
  get restored(): HeldCall['snapshot'] {
    return this.resumed ? this.held.snapshot : null;
  }

  get settings(): CallSettings | null {
    return this.call?.snapshot().settings ?? null;
  }

  /** How long nothing was heard of the store. */
  get unconfirmedMs(): Millis {
    return this.parts.clock.now() - this.confirmedAt;
  }

  /** The store has heard of it, under whatever name: before that nobody can ask for it elsewhere. */
  get known(): boolean {
    return this.told;
  }

  /** Nobody can take it over: that the store says nothing is held against nobody. */
  excuse(): void {
    this.confirmedAt = this.parts.clock.now();
  }

  attach(call: SessionCall): void {
    this.call = call;
    this.changed();
  }

  /** The call has another state to be kept. Returns at once. */
  changed(): void {
    this.stale = true;
    this.renew();
  }

  /** Renews the lease, and writes what is new or could not be written before. Returns at once. */
  renew(): void {
    if (this.waiting || this.gone) return;
    this.waiting = true;
    void this.inOrder(async () => {
      this.waiting = false;
      await this.write();
    });
  }

  /**
   * The call goes on under another name; false: that one is live. Where the store is away the name is taken on trust, and
   * given up again when it turns out to be another's.
   */
  async rename(callId: CallId): Promise<boolean> {
    const state = { renamed: true };
    await this.inOrder(async () => {
      const { store } = this.parts;
      const { lease, owner, tokenHash, since } = this.held;
      const claim = { holder: this.parts.newHolder(), owner, tokenHash, force: false };
      try {
        const opened = await store.open(callId, since, claim);
        state.renamed = opened.kind === 'opened';
        this.told ||= state.renamed;
      } finally {
        if (state.renamed) {
          this.held = { ...this.held, lease: { callId, epoch: 1, holder: claim.holder } };
          this.stale = true;
          this.registered = false;
        }
      }
      if (!state.renamed) return;
      await store.close(lease);
      await this.write();
    });
    return state.renamed;
  }

  /** This instance lets go of the call. Idempotent; never rejects. */
  async leave(how: Leaving): Promise<void> {
    if (this.gone) return;
    this.held = { ...this.held, snapshot: this.snapshot() };
    this.gone = true;
    const { store } = this.parts;
    const written = this.inOrder(async () => {
      if (how === 'keep') await store.park(this.held);
      else await store.close(this.held.lease);
    });
    this.parts.left(this, written);
    await written;
  }

  /** It was opened and nobody came: as if it had not been. @param tokenHash by which it may be resumed again */
  async giveBack(tokenHash: string | null): Promise<void> {
    this.held = { ...this.held, tokenHash };
    await this.leave(this.resumed ? 'keep' : 'forget');
  }

  /** It is taken from here: the call ends, and is kept where that is still for this instance to say. */
  async lose(reason: LossReason): Promise<void> {
    this.call?.lost(reason);
    await this.leave('keep');
  }

  command(command: CallCommand): void {
    this.call?.command(command);
  }

  /** Tells whoever watches. Costs next to nothing where nobody does. */
  tell(event: CallEvent): void {
    if (this.watchers.size === 0) return;
    for (const watcher of this.watchers.values()) watcher(event);
  }

  watch(name: string, watcher: (event: CallEvent) => void): void {
    this.watchers.set(name, watcher);
  }

  unwatch(name: string): void {
    this.watchers.delete(name);
  }

  private snapshot(): HeldCall['snapshot'] {
    const taken = this.call?.snapshot() ?? this.held.snapshot;
    return taken && { ...taken, callId: this.callId };
  }

  private async write(): Promise<void> {
    if (this.gone || !this.call) return;
    const { store, clock } = this.parts;
    const before = clock.now();
    const { stale } = this;
    this.stale = false;
    this.held = { ...this.held, snapshot: this.snapshot() };
    let kept: Kept;
    try {
      kept = await (stale || !this.registered ? store.save(this.held) : store.renew(this.held));
    } catch (error) {
      this.stale ||= stale;
      throw error;
    }
    this.registered = this.told = true;
    if (kept === 'kept') this.confirmedAt = before;
    // Not awaited: what it does comes after this in the order of work.
    else void this.forfeit();
  }

  /** Somebody else has the call by now. */
  private async forfeit(): Promise<void> {
    if (this.gone) return;
    this.gone = true;
    this.parts.left(this, Promise.resolve());
    this.call?.lost('replaced');
  }

  private inOrder(work: () => Promise<void>): Promise<void> {
    const done = this.work.then(work).catch((error: unknown) => this.parts.failed(error));
    this.work = done;
    return done;
  }
}
