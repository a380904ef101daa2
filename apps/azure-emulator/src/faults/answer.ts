import type { Millis } from '@app/core';
import type { Timers } from '../server/timers';
import { Drip } from './drip';
import { isStreamFault } from './fault';
import type { Fault, Position, StreamFault } from './fault';
import { garbage, truncated } from './spoiled';

/** Where an answer goes: a WebSocket, or the body of an HTTP response. */
export interface Outlet {
  send(data: string | Buffer): void;
  /** Ends it in order; HTTP knows no code. */
  close(code: number, reason: string): void;
  /** Ends it by resetting the TCP connection. */
  cut(): void;
}

/** One message of an answer. */
export interface Piece {
  readonly data: string | Buffer;
  readonly audioMs?: Millis;
  /** The same under another request's id. */
  readonly misnamed?: () => string | Buffer;
}

/** The stream of one answer, and what goes wrong in it. */
export class Answer {
  private messages = 0;
  private audioMs: Millis = 0;
  private dead = false;
  private readonly pending: Set<StreamFault>;
  private readonly drip: Drip;

  /** @param faults those that concern no stream are passed over */
  constructor(
    private readonly outlet: Outlet,
    timers: Timers,
    faults: readonly Fault[] = [],
  ) {
    this.pending = new Set(faults.filter(isStreamFault));
    const drip = faults.find(fault => fault.kind === 'drip');
    this.drip = new Drip(timers, drip?.bytesPerSecond ?? Infinity);
  }

  /** Whether nothing more will come out. */
  get over(): boolean {
    return this.dead;
  }

  send(piece: Piece): void {
    const data = this.spoil(piece);
    if (this.dead) return;
    this.messages++;
    this.audioMs += piece.audioMs ?? 0;
    this.drip.after(data.length, () => this.outlet.send(data));
  }

  /** Runs when all that was sent is out. */
  finish(run: () => void): void {
    this.drip.after(0, run);
  }

  /** The client's audio moves on: a fault may be due at a point of it. */
  received(audioMs: Millis): void {
    this.audioMs += audioMs;
    if (this.pending.size > 0) this.strikeEnds(fault => (fault.audioMs ?? 0) > 0);
  }

  private spoil(piece: Piece): string | Buffer {
    if (this.dead || this.pending.size === 0) return piece.data;
    this.strikeEnds(() => true);
    let { data } = piece;
    for (const fault of this.pending) {
      if (fault.kind === 'drip' || !this.due(fault)) continue;
      if (fault.kind === 'truncate') data = truncated(data);
      else if (fault.kind === 'garbage') data = garbage(data);
      else if (fault.kind === 'wrong-request-id') data = piece.misnamed?.() ?? data;
      this.pending.delete(fault);
    }
    return data;
  }

  private strikeEnds(concerns: (fault: Position) => boolean): void {
    for (const fault of this.pending) {
      if (fault.kind !== 'stall' && fault.kind !== 'close' && fault.kind !== 'cut') continue;
      if (this.dead || !concerns(fault) || !this.due(fault)) continue;
      this.pending.delete(fault);
      this.dead = true;
      if (fault.kind === 'close') this.outlet.close(fault.code, fault.reason ?? '');
      else if (fault.kind === 'cut') this.outlet.cut();
    }
  }

  private due({ messages = 0, audioMs = 0 }: Position): boolean {
    return this.messages >= messages && this.audioMs >= audioMs;
  }
}
