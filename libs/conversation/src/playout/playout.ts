import type { Millis, ReplySource } from '@app/core';
import type { SpokenWord } from './spoken-parts';

export interface PartText {
  /** From 0 within the turn. */
  readonly index: number;
  readonly text: string;
  readonly source: ReplySource;
  readonly isLast: boolean;
  readonly shouldTerminate: boolean;
  /** To be heard to its end, whatever the caller says. */
  readonly guarded: boolean;
  /** A word or two that bridge a silence; the reply is still to come. */
  readonly filler: boolean;
}

/** Takes the audio of one part as it is synthesised. */
export interface PartWriter {
  /** Mono, any length and rate. */
  audio(pcm: Int16Array, sampleRate: number): void;
  word(word: SpokenWord): void;
  /** The part is whole; resolves when playout has taken it over. */
  finish(signal: AbortSignal): Promise<void>;
}

/** What was heard of a turn. */
export interface HeardReply {
  readonly heardMs: Millis;
  readonly text: string;
}

export interface PlayoutSink {
  /** Sends one 20 ms frame, which is lent; called only by a playout of frames. */
  frame(pcm: Int16Array): void;
  /** A part begins to be heard (frames), or is whole (parts, with its audio). */
  part(part: PartText, audio: Uint8Array | null): void;
  /** What the other end has queued is to be dropped. */
  cleared(heard: HeardReply): void;
  mark(name: string, status: 'played' | 'cleared'): void;
  /** This will be heard at the other end from that clock time on. */
  sounds(pcm: Int16Array, sampleRate: number, at: Millis): void;
  /** Everything made of the turn was played, and its end has not come; told once, until there is more. */
  dry(): void;
  /** After it had run dry there is more of the same part: the sentence goes on. */
  goesOn(): void;
  /** All of a turn was played. */
  played(): void;
}

/** The way out of one call: what was synthesised, at the pace it is heard. One turn at a time. */
export interface Playout {
  begin(): void;
  /** @param describe asked when the part goes out: whether it is the last may not be known before. */
  part(describe: () => PartText): PartWriter;
  /** Nothing more comes for this turn. */
  end(): void;
  /** Resolves when so little is queued that more should be synthesised. */
  room(signal: AbortSignal): Promise<void>;
  /** Echoed when everything before it was played or cleared. */
  mark(name: string): void;
  pause(): void;
  resume(): void;
  /** Drops what is queued, tells the other end, and says what was heard. */
  clear(): HeardReply;
  /** What has been heard of the turn so far. */
  heard(): HeardReply;
  close(): void;
}
