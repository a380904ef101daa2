import type { CallId } from '@app/core';
import { newCall } from './call-state';
import type { CallState } from './call-state';

interface Remembered {
  readonly turn: number;
  /** As it was before the turn and as it is after it. */
  readonly before: CallState;
  readonly after: CallState;
}

/**
 * The state of each call until it is forgotten, least recently used first out. A turn that is answered anew, because
 * its first reply was only a speculation, starts from where the first one started.
 */
export class CallMemory {
  private readonly calls = new Map<CallId, Remembered>();

  /** @param limit calls that are remembered at once; far above the calls that can be live. */
  constructor(private readonly limit = 10_000) {}

  get size(): number {
    return this.calls.size;
  }

  before(callId: CallId, turn: number): CallState {
    const remembered = this.calls.get(callId);
    if (!remembered) return newCall;
    return remembered.turn === turn ? remembered.before : remembered.after;
  }

  /** As it is now. */
  after(callId: CallId): CallState {
    return this.calls.get(callId)?.after ?? newCall;
  }

  remember(callId: CallId, turn: number, before: CallState, after: CallState): void {
    this.calls.delete(callId);
    this.calls.set(callId, { turn, before, after });
    for (const oldest of this.calls.keys()) {
      if (this.calls.size <= this.limit) break;
      this.calls.delete(oldest);
    }
  }

  /** The answer to this turn was not used: the next one starts from where it started. */
  retract(callId: CallId, turn: number): void {
    const remembered = this.calls.get(callId);
    if (remembered?.turn === turn) this.calls.set(callId, { ...remembered, after: remembered.before });
  }

  forget(callId: CallId): void {
    this.calls.delete(callId);
  }
}
