import type {
  CallId,
  CallLease,
  CallPlace,
  Claim,
  HeldCall,
  Kept,
  Millis,
  Opened,
  Resumed,
  SessionStore,
} from '@app/core';
import type { RedisClients } from '@app/redis';
import type { StoreTimes } from '../memory/memory-session-store';
import type { SnapshotCodec } from '../state/snapshot-codec';
import { runScript } from './run-script';
import * as scripts from './session-scripts';

/**
 * Calls in Redis, for all instances. One hash a call, changed by scripts that look at the holder first; beside it the
 * name of the call for each token that resumes one.
 */
export class RedisSessionStore implements SessionStore {
  constructor(
    private readonly redis: RedisClients,
    private readonly times: StoreTimes,
    private readonly codec: SnapshotCodec,
  ) {}

  async open(callId: CallId, since: Millis, claim: Claim): Promise<Opened> {
    const { holder, owner, tokenHash, force } = claim;
    const { leaseMs } = this.times;
    const [kind, found] = await this.run(scripts.OPEN, callId, [
      holder,
      owner.subject,
      owner.tenant ?? '',
      tokenHash ?? '',
      since,
      leaseMs,
      this.liveMs,
      force ? '1' : '0',
    ]);
    if (kind !== 'opened') return { kind: 'held', holder: found === '' ? null : String(found) };
    await this.point(tokenHash, callId);
    const lease = { callId, epoch: Number(found), holder };
    return { kind: 'opened', held: { lease, owner, tokenHash, since, snapshot: null } };
  }

  async resume(tokenHash: string, claim: Claim): Promise<Resumed> {
    const name = await this.redis.commands.get(this.pointerKey(tokenHash));
    if (name === null) return { kind: 'refused' };
    const callId = name as CallId;
    const { holder, owner, force } = claim;
    // Known before it can be asked for.
    await this.point(claim.tokenHash, callId);
    const [kind, found, since, state] = await this.run(scripts.RESUME, callId, [
      tokenHash,
      holder,
      owner.subject,
      owner.tenant ?? '',
      claim.tokenHash ?? '',
      this.times.leaseMs,
      this.liveMs,
      force ? '1' : '0',
    ]);
    if (kind === 'held') return { kind: 'held', holder: String(found) };
    if (kind !== 'resumed') return { kind: 'refused' };
    await this.redis.commands.del(this.pointerKey(tokenHash));
    const lease = { callId, epoch: Number(found), holder };
    const snapshot = this.codec.decode(String(state), callId);
    return {
      kind: 'resumed',
      held: { lease, owner, tokenHash: claim.tokenHash, since: Number(since), snapshot },
    };
  }

  async save(held: HeldCall): Promise<Kept> {
    const [kept] = await Promise.all([
      this.write(held, held.lease.holder, this.liveMs, this.stateOf(held)),
      this.keepPointer(held, this.liveMs),
    ]);
    return kept;
  }

  async renew(held: HeldCall): Promise<Kept> {
    const [kept] = await Promise.all([
      this.write(held, held.lease.holder, this.liveMs, ''),
      this.keepPointer(held, this.liveMs),
    ]);
    return kept;
  }

  async park(held: HeldCall): Promise<Kept> {
    const { windowMs } = this.times;
    const [kept] = await Promise.all([
      this.write(held, '', windowMs, this.stateOf(held)),
      this.keepPointer(held, windowMs),
    ]);
    return kept;
  }

  async close({ callId, holder }: CallLease): Promise<void> {
    await this.run(scripts.CLOSE, callId, [holder]);
  }

  async find(callId: CallId): Promise<CallPlace | null> {
    const [holder, subject = '', tenant = ''] = (await this.run(scripts.FIND, callId, [])) as string[];
    if (holder === undefined) return null;
    return { holder, owner: { subject, tenant: tenant === '' ? null : tenant } };
  }

  private async write(held: HeldCall, holder: string, ttlMs: Millis, state: string): Promise<Kept> {
    const { lease, tokenHash } = held;
    const args = [lease.holder, holder, this.times.leaseMs, ttlMs, tokenHash ?? '', state];
    const [answer] = await this.run(scripts.WRITE, lease.callId, args);
    return answer === 'missing' ? this.restore(held, holder, ttlMs) : (answer as Kept);
  }

  private async restore({ lease, owner, ...held }: HeldCall, holder: string, ttlMs: Millis): Promise<Kept> {
    const [answer] = await this.run(scripts.RESTORE, lease.callId, [
      holder,
      lease.epoch,
      owner.subject,
      owner.tenant ?? '',
      held.tokenHash ?? '',
      held.since,
      this.times.leaseMs,
      ttlMs,
      this.stateOf(held),
    ]);
    await this.point(held.tokenHash, lease.callId);
    return answer as Kept;
  }

  /** A call that nobody carries any more, and that no instance renews, is kept for so long. */
  private get liveMs(): Millis {
    return this.times.leaseMs + this.times.windowMs;
  }

  private stateOf({ snapshot }: Pick<HeldCall, 'snapshot'>): string {
    return snapshot ? this.codec.encode(snapshot) : '';
  }

  private async point(tokenHash: string | null, callId: CallId): Promise<void> {
    if (tokenHash !== null)
      await this.redis.commands.set(this.pointerKey(tokenHash), callId, 'PX', this.liveMs);
  }

  private async keepPointer({ tokenHash, lease }: HeldCall, ttlMs: Millis): Promise<void> {
    if (tokenHash !== null)
      await this.redis.commands.set(this.pointerKey(tokenHash), lease.callId, 'PX', ttlMs);
  }

  private pointerKey(tokenHash: string): string {
    return this.redis.key('resume', tokenHash);
  }

  private async run(script: string, callId: CallId, args: readonly (string | number)[]): Promise<unknown[]> {
    const answer = await runScript(this.redis.commands, script, this.redis.key('call', callId), args);
    return Array.isArray(answer) ? (answer as unknown[]) : [answer];
  }
}
