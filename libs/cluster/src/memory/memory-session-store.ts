import type {
  CallId,
  CallLease,
  CallPlace,
  Claim,
  Clock,
  HeldCall,
  Kept,
  Millis,
  Opened,
  Resumed,
  SessionStore,
  Timer,
} from '@app/core';

interface Entry {
  held: HeldCall;
  /** False: nobody carries the call. */
  live: boolean;
  leaseUntil: Millis;
  expiry: Timer;
}

export interface StoreTimes {
  readonly leaseMs: Millis;
  /** How long a call that nobody carries is kept. */
  readonly windowMs: Millis;
}

/** Calls of this process alone: they outlive their connection, not the process. */
export class MemorySessionStore implements SessionStore {
  private readonly calls = new Map<CallId, Entry>();

  constructor(
    private readonly clock: Clock,
    private readonly times: StoreTimes,
  ) {}

  async open(callId: CallId, since: Millis, claim: Claim): Promise<Opened> {
    const known = this.calls.get(callId);
    if (known && this.isHeld(known) && !claim.force) return { kind: 'held', holder: known.held.lease.holder };
    if (known && !sameOwner(known.held, claim)) return { kind: 'held', holder: null };
    const epoch = (known?.held.lease.epoch ?? 0) + 1;
    return { kind: 'opened', held: this.hold(callId, epoch, since, claim, null) };
  }

  async resume(tokenHash: string, claim: Claim): Promise<Resumed> {
    const known = [...this.calls.values()].find(({ held }) => held.tokenHash === tokenHash);
    if (!known || !sameOwner(known.held, claim)) return { kind: 'refused' };
    const { lease, since, snapshot } = known.held;
    if (this.isHeld(known) && !claim.force) return { kind: 'held', holder: lease.holder };
    return {
      kind: 'resumed',
      held: this.hold(lease.callId, lease.epoch + 1, since, claim, snapshot),
    };
  }

  async save(held: HeldCall): Promise<Kept> {
    return this.write(held, true);
  }

  async renew(held: HeldCall): Promise<Kept> {
    return this.write(held, true);
  }

  async park(held: HeldCall): Promise<Kept> {
    return this.write(held, false);
  }

  async close({ callId, holder }: CallLease): Promise<void> {
    const known = this.calls.get(callId);
    if (known?.held.lease.holder !== holder) return;
    known.expiry.cancel();
    this.calls.delete(callId);
  }

  async find(callId: CallId): Promise<CallPlace | null> {
    const known = this.calls.get(callId);
    if (!known || !this.isHeld(known)) return null;
    const { lease, owner } = known.held;
    return { holder: lease.holder, owner };
  }

  private write(held: HeldCall, live: boolean): Kept {
    const known = this.calls.get(held.lease.callId);
    if (known && (known.held.lease.holder !== held.lease.holder || !known.live)) return 'lost';
    this.put(held, live);
    return 'kept';
  }

  private hold(
    callId: CallId,
    epoch: number,
    since: Millis,
    { holder, owner, tokenHash }: Claim,
    snapshot: HeldCall['snapshot'],
  ): HeldCall {
    const held: HeldCall = { lease: { callId, epoch, holder }, owner, tokenHash, since, snapshot };
    this.put(held, true);
    return held;
  }

  private put(held: HeldCall, live: boolean): void {
    const { callId } = held.lease;
    const { leaseMs, windowMs } = this.times;
    this.calls.get(callId)?.expiry.cancel();
    const entry: Entry = {
      held,
      live,
      leaseUntil: this.clock.now() + leaseMs,
      expiry: this.clock.after(live ? leaseMs + windowMs : windowMs, () => this.calls.delete(callId)),
    };
    this.calls.set(callId, entry);
  }

  private isHeld({ live, leaseUntil }: Entry): boolean {
    return live && leaseUntil > this.clock.now();
  }
}

const sameOwner = ({ owner }: HeldCall, claim: Claim): boolean =>
  owner.subject === claim.owner.subject && owner.tenant === claim.owner.tenant;
