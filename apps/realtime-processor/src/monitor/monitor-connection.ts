import type { CallWatcher } from '@app/cluster';
import { systemClock } from '@app/core';
import type { CallEvent, CallId, EndReason } from '@app/core';
import { closeCodes } from '@app/protocol';
import { nativeProtocol } from '@app/transport';
import type { WebSocket } from 'ws';
import type { Pinged } from '../media/liveness';

/** More than this unread and the other end is gone or hopelessly slow, bytes. */
const MAX_UNSENT = 1024 * 1024;

/** The call may go on after this, on another connection. */
const MAY_GO_ON: ReadonlySet<EndReason> = new Set<EndReason>(['vanished', 'drain', 'replaced']);

/** No audio goes either way. */
const SILENT = {
  audioIn: { encoding: 'pcm16', sampleRate: 16_000 },
  audioOut: { encoding: 'pcm16', sampleRate: 16_000 },
  callId: null,
  resume: null,
  language: null,
} as const;

/** One supervisor's socket: the messages of the native protocol, without audio. */
export class MonitorConnection implements CallWatcher, Pinged {
  private readonly protocol;

  constructor(
    private readonly socket: WebSocket,
    callId: CallId,
  ) {
    this.protocol = nativeProtocol.create({ clock: systemClock, callId, bound: true, handshake: SILENT });
  }

  event(event: CallEvent): void {
    const { socket } = this;
    if (socket.readyState !== socket.OPEN) return;
    socket.send(this.protocol.encode(event));
    if (socket.bufferedAmount > MAX_UNSENT) return this.lost();
    if (event.type === 'ended' && !MAY_GO_ON.has(event.reason)) this.ended();
  }

  ended(): void {
    this.socket.close(closeCodes.done, 'the call is over');
  }

  goAway(): void {
    this.socket.close(closeCodes.draining, 'drain');
  }

  ping(): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.ping();
  }

  lost(): void {
    this.socket.terminate();
  }
}
