import type { InputEncoding, ReplyEncoding } from './audio-format';

export const protocolVersion = 1;

export const upgradePath = '/realtime/conversation';

/** Followed by `/` and the name of a live call: what happens in it, for supervisors. */
export const monitorPath = '/realtime/monitor';

/** What the query is taken to say where it says nothing. */
export const handshakeDefaults = { audio: 'mp3', rate: 16_000, input: 'pcm16', inputRate: 16_000 } as const;

/** Query parameters of the upgrade request. Unknown ones are ignored; one given twice is refused. */
export interface UpgradeQuery {
  /** Where neither `Authorization: Bearer` nor the subprotocol `bearer.<token>` can be sent. */
  token?: string;
  /**
   * Which call this is. Left out: the call the token names, or a new one.
   * @pattern ^[A-Za-z0-9._~:@+-]{1,128}$
   */
  callId?: string;
  /**
   * Encoding of the reply's audio.
   * @default mp3
   */
  audio?: ReplyEncoding;
  /**
   * Hz of the reply's audio.
   * @default 16000
   */
  rate?: '8000' | '16000' | '24000';
  /**
   * Encoding of the caller's binary frames.
   * @default pcm16
   */
  input?: InputEncoding;
  /**
   * Hz of the caller's binary frames, 8000–48000; with `opus` one of 8000, 12000, 16000, 24000, 48000.
   * @default 16000
   * @pattern ^[0-9]{4,5}$
   */
  inputRate?: string;
  /**
   * BCP 47 language the call begins in. Left out: the server's.
   * @pattern ^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$
   */
  language?: string;
  /**
   * Token of a lost connection whose call is to be continued.
   * @pattern ^[A-Za-z0-9_-]{1,256}$
   */
  resume?: string;
}
