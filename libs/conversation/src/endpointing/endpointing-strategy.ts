import type { CallSettings, Millis } from '@app/core';
import type { Heard } from '../turn/heard';

export const endpointReasons = [
  /** Always the same silence. */
  'fixed',
  /** Nothing in the words speaks for a shorter or a longer wait: what this caller's pauses ask for. */
  'caller-pace',
  /** A whole sentence, or a whole number. */
  'complete',
  /** Words that could be a sentence, from a recogniser that does not punctuate. */
  'clause',
  /** A question: the caller wants an answer. */
  'question',
  /** A yes or no, a thank-you, an acknowledgement: whole as it stands. */
  'short-answer',
  'greeting',
  'goodbye',
  /** The words call for more: "and", "to the", “因为”, a comma. */
  'unfinished',
  /** The caller is thinking aloud: "um", “那个”. */
  'hesitation',
  /** Digits are being dictated, and there are more to come. */
  'number',
  /** The words may still change. */
  'unstable',
  /** There was speech, but there are no words yet. */
  'nothing-understood',
] as const;

/** Why the caller is waited for as long as they are; it stands in the turn's trace. */
export type EndpointReason = (typeof endpointReasons)[number];

export interface EndpointDecision {
  /** Counted from the caller's last sound; within the call's bounds. */
  readonly silenceMs: Millis;
  readonly reason: EndpointReason;
}

/** Decides when a caller has finished. One call's: it may learn how this caller speaks. */
export interface Endpointing {
  /**
   * How long the caller must have been silent before the turn is theirs no more. Asked at each silence, and again when
   * the words change during one. The same question gets the same answer as long as no pause was learnt in between.
   */
  decide(heard: Heard, settings: CallSettings): EndpointDecision;
  /** The caller went on within the same turn after a silence this long: it was a pause. */
  pause(silenceMs: Millis): void;
}

export interface EndpointingStrategy {
  readonly name: string;
  /** For one call. */
  open(): Endpointing;
}
