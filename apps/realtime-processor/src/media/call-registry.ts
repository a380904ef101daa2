import { Injectable } from '@nestjs/common';
import type { CallId } from '@app/core';
import type { LiveCall } from './live-call';

/** The live calls of this instance, by their id. */
@Injectable()
export class CallRegistry {
  private readonly calls = new Map<CallId, LiveCall>();
  /** Ids whose connection is being upgraded. */
  private readonly claimed = new Set<CallId>();
  private total = 0;

  /** Takes an id before its connection exists; false when it is live. */
  claim(callId: CallId): boolean {
    if (this.claimed.has(callId) || this.calls.has(callId)) return false;
    this.claimed.add(callId);
    return true;
  }

  /** Takes an id whether it is live or not: whoever has it here is on the way out. */
  takeOver(callId: CallId): void {
    this.claimed.add(callId);
  }

  unclaim(callId: CallId): void {
    this.claimed.delete(callId);
  }

  add(call: LiveCall): void {
    this.claimed.delete(call.callId);
    this.calls.set(call.callId, call);
    this.total++;
  }

  /** The call goes on under another id; false when that one is live. */
  rename(from: CallId, to: CallId): boolean {
    const call = this.calls.get(from);
    if (!call || this.calls.has(to) || this.claimed.has(to)) return false;
    this.calls.delete(from);
    call.callId = to;
    call.rename(to);
    this.calls.set(to, call);
    return true;
  }

  remove(call: LiveCall): void {
    if (this.calls.get(call.callId) === call) this.calls.delete(call.callId);
  }

  get live(): ReadonlyMap<CallId, LiveCall> {
    return this.calls;
  }

  /** Bytes of all live calls that their other ends have not taken yet. */
  get unsentBytes(): number {
    let bytes = 0;
    for (const { connection } of this.calls.values()) bytes += connection.unsentBytes;
    return bytes;
  }

  /** Calls taken since the start. */
  get totalCalls(): number {
    return this.total;
  }
}
