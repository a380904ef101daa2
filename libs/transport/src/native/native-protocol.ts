import { isCallId } from '@app/core';
import type { AudioFrame, CallEvent, CallId, CallSink, Clock, MediaProtocol } from '@app/core';
import { closeCodes, limits, protocolVersion, sizes } from '@app/protocol';
import type { ErrorCode, SessionEndReason, SessionLimits } from '@app/protocol';
import { readAudioChunk } from './audio-chunk';
import { callerFrames } from './caller-frames';
import type { CallerFrames } from './caller-frames';
import { commandOf } from './command-of';
import { errorBody, eventBody } from './event-message';
import type { ErrorDetails, MessageBody } from './event-message';
import { MessageFault } from './message-fault';
import type { NativeHandshake } from './native-handshake';
import { readControl } from './read-control';
import { readJson } from './read-json';
import type { RawMessage } from './read-json';
import { replyFrames } from './reply-frames';
import type { ReplyFrames } from './reply-frames';
import { SequenceCounter } from './sequence-counter';

export interface NativeProtocolOptions {
  readonly clock: Clock;
  /** The call this connection carries, or a provisional name until the first message. */
  readonly callId: CallId;
  /** False: the first message may name the call. */
  readonly bound: boolean;
  readonly handshake: NativeHandshake;
  /** Takes the name the first message gave; false when that call is live elsewhere. */
  readonly onBind?: (callId: CallId) => boolean;
}

/** What only the connection knows of a session that begins. */
export interface SessionOpening {
  readonly sessionId: string;
  /** Null where the call cannot be resumed. */
  readonly resumeToken: string | null;
  readonly resumed: boolean;
  readonly limits: Omit<SessionLimits, 'maxMessageBytes' | 'maxChunkMs'>;
}

/** What one connection was sent amiss. */
export interface WireCounters {
  /** Sequence numbers left out. */
  readonly missingChunks: number;
  /** Chunks dropped as repeated or late. */
  readonly droppedChunks: number;
  /** Messages answered by an error. */
  readonly refusedMessages: number;
}

/** One connection of the native protocol, version 1: JSON in text frames, audio in binary frames. */
export class NativeProtocol implements MediaProtocol {
  private readonly clock: Clock;
  private readonly handshake: NativeHandshake;
  private readonly onBind: (callId: CallId) => boolean;
  private readonly hear: CallerFrames;
  private readonly speak: ReplyFrames | null;
  private resumeToken: string | null = null;
  private readonly sequence = new SequenceCounter();
  private id: CallId;
  private bound: boolean;
  private sent = 0;
  private refused = 0;
  private violationsInARow = 0;
  /** Nothing is taken any more. */
  private over = false;

  /** @throws AudioFormatError when the handshake asks for Opus at a rate Opus has not. */
  constructor({ clock, callId, bound, handshake, onBind }: NativeProtocolOptions) {
    this.clock = clock;
    this.handshake = handshake;
    this.onBind = onBind ?? (() => true);
    this.hear = callerFrames(handshake.audioIn);
    this.speak = replyFrames(handshake.audioOut);
    this.id = callId;
    this.bound = bound;
  }

  get callId(): CallId {
    return this.id;
  }

  /** As in `counters`, for who asks with every message. */
  get droppedChunks(): number {
    return this.sequence.dropped;
  }

  get counters(): WireCounters {
    const { missing, dropped } = this.sequence;
    return { missingChunks: missing, droppedChunks: dropped, refusedMessages: this.refused };
  }

  decode(data: Uint8Array, isBinary: boolean, sink: CallSink): void {
    if (this.over) return;
    let message: RawMessage | null = null;
    try {
      if (isBinary) {
        this.takeFrame(data, sink);
      } else {
        message = this.read(data);
        this.take(message, sink);
      }
      this.violationsInARow = 0;
    } catch (thrown) {
      if (!(thrown instanceof MessageFault)) throw thrown;
      this.refuse(thrown, eventIdOf(message), sink);
    }
  }

  encode(event: CallEvent): string {
    const body = eventBody(event);
    if (body.type === 'session_ended' && this.resumeToken !== null && isKept(body.data.reason))
      body.data.resumeToken = this.resumeToken;
    return this.write(body);
  }

  /** @throws where the reply's audio is mp3: that goes out in `reply-part` events. */
  encodeAudio(frame: AudioFrame): Uint8Array {
    if (!this.speak) throw new Error('mp3 goes out in whole parts, not in frames');
    return this.speak(frame.pcm);
  }

  /** The first message of the connection. */
  opening({ sessionId, resumeToken, resumed, limits: own }: SessionOpening): string {
    const { audioIn, audioOut } = this.handshake;
    this.resumeToken = resumeToken;
    const { maxMessageBytes, maxChunkMs } = limits;
    return this.write({
      type: 'session_started',
      data: {
        protocolVersion,
        sessionId,
        resumeToken,
        resumed,
        audioIn,
        audioOut,
        limits: { maxMessageBytes, maxChunkMs, ...own },
      },
    });
  }

  /** An error the connection has to tell by itself. */
  error(code: ErrorCode, message: string, details?: ErrorDetails): string {
    return this.write(errorBody(code, message, details));
  }

  tokenRefused(eventId: string | null): string {
    const details = { param: 'token', ...(eventId !== null && { eventId }) };
    return this.error('token_invalid', 'the token is not accepted; the one before still counts', details);
  }

  close(): void {
    this.over = true;
  }

  private takeFrame(data: Uint8Array, sink: CallSink): void {
    if (data.byteLength > limits.maxBinaryBytes) throw tooLarge(limits.maxBinaryBytes);
    this.bound = true;
    sink.audio(this.hear(data), this.handshake.audioIn.sampleRate);
  }

  private read(data: Uint8Array): RawMessage {
    if (data.byteLength > limits.maxMessageBytes) throw tooLarge(limits.maxMessageBytes);
    return readJson(data);
  }

  private take(message: RawMessage, sink: CallSink): void {
    this.bind(message.callId);
    if (message.type === 'audio_chunk') {
      const chunk = readAudioChunk(message);
      if (this.sequence.accept(chunk.sequenceNumber)) sink.audio(chunk.pcm, chunk.sampleRate);
      return;
    }
    const control = readControl(message);
    if (control.type === 'heartbeat')
      sink.answer(this.write({ type: 'heartbeat', data: { eventId: control.eventId ?? null } }));
    else sink.command(commandOf(control));
  }

  /** Whatever comes first settles which call this is. */
  private bind(callId: unknown): void {
    const settled = this.bound;
    if (callId !== undefined && callId !== this.id) {
      if (typeof callId !== 'string' || !isCallId(callId))
        throw new MessageFault('bad_message', 'is not a call id', { param: 'callId' });
      if (settled)
        throw new MessageFault('wrong_call', 'this connection carries another call', { param: 'callId' });
      if (!this.onBind(callId))
        throw new MessageFault('duplicate_call', 'this call is live on another connection', {
          param: 'callId',
          closes: closeCodes.policy,
        });
      this.id = callId;
    }
    this.bound = true;
  }

  private refuse(fault: MessageFault, eventId: string | null, sink: CallSink): void {
    this.refused++;
    this.violationsInARow = fault.framing ? this.violationsInARow + 1 : 0;
    const closes =
      fault.closes ?? (this.violationsInARow >= limits.framingViolations ? closeCodes.policy : null);
    const { code, message, param } = fault;
    this.over = closes !== null;
    sink.answer(this.error(code, message, { param, eventId, fatal: this.over }));
    if (closes !== null) sink.violation(closes, message);
  }

  private write({ type, data }: MessageBody): string {
    const timestamp = Math.round(this.clock.epoch());
    return JSON.stringify({ type, callId: this.id, timestamp, seq: ++this.sent, data });
  }
}

/** The call may be continued on another connection. */
const isKept = (reason: SessionEndReason): boolean => reason === 'drain' || reason === 'vanished';

const tooLarge = (bytes: number): MessageFault =>
  new MessageFault('too_large', `a message of this kind has at most ${bytes} bytes`, {
    closes: closeCodes.tooLarge,
  });

function eventIdOf(message: RawMessage | null): string | null {
  const eventId = message?.eventId;
  return typeof eventId === 'string' && eventId.length <= sizes.eventId ? eventId : null;
}
