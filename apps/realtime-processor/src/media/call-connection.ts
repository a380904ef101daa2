import type { Writable } from 'node:stream';
import { FRAME_MS, systemClock } from '@app/core';
import type { AudioFrame, CallCommand, CallEvent, CallSink, EndReason } from '@app/core';
import type { CallOut, Conversation } from '@app/conversation';
import type { TrafficCounts } from '@app/telemetry';
import type { WebSocket } from 'ws';
import { takeStraight } from '../doors/straight-frames';
import { closeCodeOf } from './close-codes';
import { GatheredWrites } from './gathered-writes';
import type { Pinged } from './liveness';
import { ReplyPace } from './reply-pace';

/** The part of a wire protocol a connection uses. */
export interface ConnectionProtocol {
  /** Chunks of caller audio it has thrown away so far. */
  readonly droppedChunks: number;
  decode(data: Uint8Array, isBinary: boolean, sink: CallSink): void;
  encode(event: CallEvent): string | Uint8Array | null;
  encodeAudio(frame: AudioFrame): string | Uint8Array;
  /** The answer to a token that was offered as a new one and is none. */
  tokenRefused(eventId: string | null): string | Uint8Array;
  close(): void;
}

/** What a connection asks of whoever keeps it. */
export interface ConnectionHooks {
  /** It has answered a ping. */
  alive(connection: CallConnection): void;
  /** Called once, when its socket is closed. */
  gone(connection: CallConnection): void;
  /** Ms until a message of so many bytes may come; 0: it is taken. */
  intake(bytes: number, isBinary: boolean): number;
  /** More came than may. */
  tooMuch(connection: CallConnection, retryAfterMs: number): void;
  /** Whether this token may go on carrying the call; never rejects. */
  renewToken(token: string): Promise<boolean>;
}

/** More than this unread and the other end is gone or hopelessly slow, bytes. */
const MAX_UNSENT = 4 * 1024 * 1024;

/** Time for the last message to leave before the socket is cut, ms. */
const CLOSE_PATIENCE_MS = 5000;

/** One socket: hands what comes in to its protocol and its conversation, and sends what they say. */
export class CallConnection implements CallSink, CallOut, Pinged {
  private conversation: Conversation | null = null;
  private readonly pace = new ReplyPace();
  private readonly writes: GatheredWrites;
  /** Chunks that were thrown away and counted. */
  private dropped = 0;
  private over = false;
  private left = false;
  /** Why the socket closes, where that is not how the call ended. */
  private closing: { readonly code: number; readonly reason: string } | null = null;

  /** @param wire what the socket writes to */
  constructor(
    private readonly socket: WebSocket,
    wire: Writable,
    private readonly protocol: ConnectionProtocol,
    private readonly traffic: TrafficCounts,
    private readonly hooks: ConnectionHooks,
  ) {
    this.writes = new GatheredWrites(wire);
  }

  /** From now on the socket is read; `opening` is the first thing it is sent. */
  open(conversation: Conversation, opening: string | null): void {
    this.conversation = conversation;
    const { socket } = this;
    takeStraight(socket, frame => this.take(frame, true));
    socket.on('message', (data, isBinary) => this.take(data as Buffer, isBinary));
    socket.on('pong', () => this.hooks.alive(this));
    // A broken frame, or one that is too large: ws says so to the other end, which must be given time to read it.
    socket.on('error', () => this.gone());
    socket.on('close', () => this.gone());
    if (opening !== null) this.send(opening);
    if (socket.readyState === socket.OPEN) conversation.start();
    else this.gone();
  }

  private take(data: Buffer, isBinary: boolean): void {
    if (this.over) return;
    this.traffic.messagesIn++;
    this.traffic.bytesIn += data.byteLength;
    const retryAfterMs = this.hooks.intake(data.byteLength, isBinary);
    if (retryAfterMs === 0) this.decode(data, isBinary);
    else this.hooks.tooMuch(this, retryAfterMs);
  }

  private decode(data: Buffer, isBinary: boolean): void {
    const { protocol, traffic } = this;
    protocol.decode(data, isBinary, this);
    traffic.framesDropped += protocol.droppedChunks - this.dropped;
    this.dropped = protocol.droppedChunks;
  }

  audio(pcm: Int16Array, sampleRate: number): void {
    this.traffic.framesIn += (pcm.length * 1000) / sampleRate / FRAME_MS;
    this.conversation?.hear(pcm, sampleRate);
  }

  command(command: CallCommand): void {
    if (command.type === 'update' && command.token !== null) void this.renew(command, command.token);
    else this.conversation?.command(command);
  }

  answer(message: string | Uint8Array): void {
    this.send(message);
  }

  violation(closeCode: number, reason: string): void {
    if (this.over) return;
    this.closing = { code: closeCode, reason };
    this.conversation?.end('policy');
  }

  frame(frame: AudioFrame): void {
    this.traffic.framesOut++;
    if (this.pace.isLate(systemClock.now())) this.traffic.framesLate++;
    this.send(this.protocol.encodeAudio(frame));
  }

  event(event: CallEvent): void {
    const message = this.protocol.encode(event);
    if (message !== null) this.send(message);
    if (event.type !== 'ended') return;
    const { code, reason } = this.closing ?? { code: closeCodeOf[event.reason], reason: event.reason };
    this.shut(code, reason);
  }

  ping(): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.ping();
  }

  lost(): void {
    this.socket.terminate();
    this.gone();
  }

  end(reason: EndReason): void {
    this.conversation?.end(reason);
  }

  /** Bytes that the other end has not taken yet. */
  get unsentBytes(): number {
    return this.socket.bufferedAmount;
  }

  /** What is said of the call where live calls are listed. */
  get call(): Conversation | null {
    return this.conversation;
  }

  /** The settings of a message with a bad token are not taken either: it is taken whole or not at all. */
  private async renew(command: Extract<CallCommand, { type: 'update' }>, token: string): Promise<void> {
    const accepted = await this.hooks.renewToken(token);
    if (this.over) return;
    if (accepted) this.conversation?.command(command);
    else this.answer(this.protocol.tokenRefused(command.eventId));
  }

  private send(message: string | Uint8Array): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    this.traffic.messagesOut++;
    this.traffic.bytesOut += Buffer.byteLength(message);
    this.writes.hold();
    // Audio does not get smaller, only later.
    this.socket.send(message, { compress: typeof message === 'string' });
    if (this.socket.bufferedAmount > MAX_UNSENT) this.lost();
  }

  /** Closes after what was sent; cuts the socket where the other end does not answer. */
  private shut(code: number, reason: string): void {
    this.over = true;
    const { socket } = this;
    if (socket.readyState === socket.CLOSED) return;
    if (socket.readyState === socket.OPEN) socket.close(code, reason);
    const cut = setTimeout(() => socket.terminate(), CLOSE_PATIENCE_MS);
    socket.once('close', () => clearTimeout(cut));
  }

  private gone(): void {
    if (this.left) return;
    this.left = true;
    this.over = true;
    this.conversation?.end('vanished');
    this.protocol.close();
    this.hooks.gone(this);
  }
}
