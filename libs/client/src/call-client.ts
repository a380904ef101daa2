import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import type {
  AudioChunkMessage,
  ClientMessage,
  ServerMessage,
  ServerMessageNamed,
  ServerMessageType,
  SessionStartedMessage,
  SessionUpdateMessage,
} from '@app/protocol';
import { Listeners } from './listeners';
import { readMessage } from './read-message';
import type { ReadyAudio } from './ready-audio';

/** Every server message by its type, `message` for all of them, `audio` for each binary frame. */
export type CallEvents = { [Type in ServerMessageType]: ServerMessageNamed<Type> } & {
  message: ServerMessage;
  audio: Uint8Array;
};

export interface CallClosed {
  readonly code: number;
  readonly reason: string;
}

type Settings = Omit<SessionUpdateMessage, 'type' | 'callId' | 'timestamp'>;
type Chunk = Pick<AudioChunkMessage, 'sampleRate'> &
  Partial<Pick<AudioChunkMessage, 'channels' | 'sequenceNumber' | 'timestamp'>>;

/** One call. What is sent after it closed is dropped. */
export class CallClient {
  /** Never rejects: a call that broke off has code 1006. */
  readonly closed: Promise<CallClosed>;
  private readonly listeners = new Listeners<CallEvents>();
  private nextSequenceNumber = 0;

  /**
   * @param stream what the socket sends through
   * @param session the first message, already received
   */
  constructor(
    private readonly socket: WebSocket,
    private readonly stream: Socket,
    readonly session: SessionStartedMessage['data'],
  ) {
    this.closed = new Promise(resolve =>
      socket.once('close', (code, reason) => {
        // Whoever waits for a message must get those that came before the close.
        this.listeners.release();
        resolve({ code, reason: reason.toString() });
      }),
    );
    socket.on('message', (data: Buffer, isBinary) => this.take(data, isBinary));
  }

  /** @returns how to stop listening */
  on<Name extends keyof CallEvents>(name: Name, listener: (event: CallEvents[Name]) => void): () => void {
    return this.listeners.on(name, listener);
  }

  /** The next message of a type that fits; rejects when the call closes first. */
  next<Type extends ServerMessageType>(
    type: Type,
    fits: (message: CallEvents[Type]) => boolean = () => true,
  ): Promise<CallEvents[Type]> {
    return new Promise((resolve, reject) => {
      const stop = this.on(type, message => {
        if (!fits(message)) return;
        stop();
        resolve(message);
      });
      void this.closed.then(({ code, reason }) => {
        stop();
        reject(new Error(`closed with ${code} ${reason} while waiting for ${type}`));
      });
    });
  }

  /** Lets go of the events that came before anybody could listen. */
  start(): void {
    this.listeners.release();
  }

  /** Caller audio in the negotiated input format, up to 1000 ms; with Opus one packet. */
  sendAudio(data: Uint8Array): void {
    this.socket.send(data, asSound, ignore);
  }

  /** The same of what `readyAudio` made: nothing is copied, masked or framed again. */
  sendReady({ wire }: ReadyAudio): void {
    if (this.socket.readyState === WebSocket.OPEN) this.stream.write(wire);
  }

  /** Caller audio as JSON, for comparison and for tests. @param pcm PCM16 little endian, 10–1000 ms */
  sendChunk(pcm: Uint8Array, { sampleRate, channels = 1, sequenceNumber, timestamp }: Chunk): void {
    const number = sequenceNumber ?? this.nextSequenceNumber;
    this.nextSequenceNumber = number + 1;
    this.send({
      type: 'audio_chunk',
      audioData: Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength).toString('base64'),
      sequenceNumber: number,
      sampleRate,
      channels,
      timestamp: timestamp ?? Date.now(),
    });
  }

  text(text: string): void {
    this.send({ type: 'text_input', text });
  }

  interrupt(): void {
    this.send({ type: 'interrupt' });
  }

  mark(name: string): void {
    this.send({ type: 'mark', name });
  }

  /** @param durationMs 20–10000 */
  dtmf(digit: string, durationMs?: number): void {
    this.send({ type: 'dtmf', digit, ...(durationMs !== undefined && { durationMs }) });
  }

  update(settings: Settings): void {
    this.send({ type: 'session_update', ...settings });
  }

  heartbeat(eventId?: string): void {
    this.send({ type: 'heartbeat', ...(eventId !== undefined && { eventId }) });
  }

  /** Hangs up; `closed` resolves once the server has said its last. */
  end(reason?: string): Promise<CallClosed> {
    this.send({ type: 'end_call', ...(reason !== undefined && { reason }) });
    return this.closed;
  }

  send(message: ClientMessage): void {
    this.socket.send(JSON.stringify(message), ignore);
  }

  /** Breaks the connection off without a word, as a lost network would. */
  vanish(): void {
    this.socket.terminate();
  }

  private take(data: Buffer, isBinary: boolean): void {
    if (isBinary) {
      this.listeners.tell('audio', data);
      return;
    }
    const message = readMessage(data.toString());
    if (!message) {
      this.socket.close(PROTOCOL_ERROR, 'not a message');
      return;
    }
    this.listeners.tell('message', message);
    this.listeners.tell(message.type, message);
  }
}

/** Compression makes nothing of sound. */
const asSound = { binary: true, compress: false };

/** RFC 6455, section 7.4.1. */
const PROTOCOL_ERROR = 1002;

/** A socket that closes while something is being sent says so by `closed`. */
const ignore = (): void => undefined;
