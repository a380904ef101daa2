import type { AudioFrame } from '../frame';
import type { CallCommand, CallEvent } from './call-events';

/** What a protocol finds in what the peer sent. */
export interface CallSink {
  /** Caller audio, mono, of any length; lent. */
  audio(pcm: Int16Array, sampleRate: number): void;
  command(command: CallCommand): void;
  /** An answer the protocol gives by itself (a heartbeat, an error): to be sent as it is. */
  answer(message: string | Uint8Array): void;
  /** The peer broke the framing so badly, or so often, that the socket must close with this code. */
  violation(closeCode: number, reason: string): void;
}

/** One connection's wire protocol. Stateful: it numbers what it sends and counts what it got wrong. */
export interface MediaProtocol {
  /** Never throws, whatever the peer sent. */
  decode(data: Uint8Array, isBinary: boolean, sink: CallSink): void;
  /** The message for an event; null when this protocol has no word for it. */
  encode(event: CallEvent): string | Uint8Array | null;
  /** One frame of reply audio in the negotiated encoding. Its memory is the receiver's. */
  encodeAudio(frame: AudioFrame): string | Uint8Array;
  close(): void;
}
