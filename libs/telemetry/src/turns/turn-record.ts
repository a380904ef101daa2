import type { Millis, Outcome, TurnId } from '@app/core';

/** A stage of a turn: when, in clock time, and how it went. */
export interface StageSpan {
  readonly name: string;
  readonly startMs: Millis;
  readonly endMs: Millis;
  readonly outcome: Outcome;
  /** Who did it; `cache`: it was there already. Left out where it is this service's own work. */
  readonly provider?: string;
}

/** Something that happened at one moment of a turn. */
export interface TurnMark {
  readonly name: string;
  readonly atMs: Millis;
}

/** One turn as it was observed. Times are clock times; those that did not come are null. */
export interface TurnRecord {
  /** From 1, counted as turns are committed; what the assistant says of its own accord counts too. */
  readonly number: number;
  readonly startMs: Millis;
  /** Known as soon as a reply to it begins to be made. */
  turnId: TurnId | null;
  endMs: Millis | null;
  outcome: Outcome | null;
  firstAudioMs: Millis | null;
  voiceToVoiceMs: Millis | null;
  endpointReason: string | null;
  /** An answer begun before the turn was committed was used, and was this far ahead. */
  speculationMs: Millis | null;
  readonly stages: StageSpan[];
  readonly marks: TurnMark[];
}

/** What is told of the turns of one call. */
export interface TurnSink {
  began(turn: TurnRecord): void;
  /** A speculation is used for it. */
  speculated(turn: TurnRecord): void;
  /** The turn is complete; nothing is added any more. */
  ended(turn: TurnRecord): void;
}
