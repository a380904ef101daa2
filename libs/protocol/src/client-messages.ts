import type { Endpointing, SessionSettings } from './session';

interface ClientEnvelope {
  /**
   * Must be the call this connection carries.
   * @pattern ^[A-Za-z0-9._~:@+-]{1,128}$
   */
  callId?: string;
  /**
   * Echoed in the answer: `session_updated`, `heartbeat`, `error`.
   * @minLength 1
   * @maxLength 128
   */
  eventId?: string;
  /** The client's clock, ms since the epoch. For the client's own use: the call counts time in samples. */
  timestamp?: number;
}

/** Caller audio, 10–1000 ms. A binary frame says the same with a quarter less to send. */
export interface AudioChunkMessage extends ClientEnvelope {
  type: 'audio_chunk';
  /**
   * PCM16 little endian, base64 with padding; two channels interleaved.
   * @pattern ^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$
   * @minLength 4
   */
  audioData: string;
  /**
   * One more with each chunk. What is left out counts as lost; a number at or below the last one is dropped.
   * @asType integer
   * @minimum 0
   * @maximum 9007199254740991
   */
  sequenceNumber: number;
  /**
   * Hz.
   * @asType integer
   * @minimum 8000
   * @maximum 48000
   */
  sampleRate: number;
  /** Two channels are mixed to one. */
  channels: 1 | 2;
}

/** Changes any subset of the settings, at any time. Answered by `session_updated`. Taken whole or not at all. */
export interface SessionUpdateMessage extends ClientEnvelope, Partial<Omit<SessionSettings, 'endpointing'>> {
  type: 'session_update';
  endpointing?: Partial<Endpointing>;
  /**
   * A new token for this call, before the old one expires.
   * @minLength 1
   * @maxLength 8192
   */
  token?: string;
}

/** A turn of the caller in words, without audio. */
export interface TextInputMessage extends ClientEnvelope {
  type: 'text_input';
  /**
   * @minLength 1
   * @maxLength 4096
   */
  text: string;
}

/** Stop speaking now. Answered by `audio_clear`. */
export interface InterruptMessage extends ClientEnvelope {
  type: 'interrupt';
}

/** Comes back as `mark` once the audio queued before it was played or cleared. */
export interface MarkMessage extends ClientEnvelope {
  type: 'mark';
  /**
   * @minLength 1
   * @maxLength 128
   */
  name: string;
}

/** A key of the telephone's keypad. */
export interface DtmfMessage extends ClientEnvelope {
  type: 'dtmf';
  /** @pattern ^[0-9*#A-D]$ */
  digit: string;
  /**
   * How long it was held, ms; 100 where left out.
   * @asType integer
   * @minimum 20
   * @maximum 10000
   */
  durationMs?: number;
}

/** Answered at once with the same eventId. */
export interface HeartbeatMessage extends ClientEnvelope {
  type: 'heartbeat';
}

/** Hangs up. Answered by `session_ended`, then close 1000. */
export interface EndCallMessage extends ClientEnvelope {
  type: 'end_call';
  /**
   * For people.
   * @maxLength 256
   */
  reason?: string;
}

/** Everything a client may send as text. */
export type ClientMessage =
  | AudioChunkMessage
  | SessionUpdateMessage
  | TextInputMessage
  | InterruptMessage
  | MarkMessage
  | DtmfMessage
  | HeartbeatMessage
  | EndCallMessage;

export type ClientMessageType = ClientMessage['type'];
