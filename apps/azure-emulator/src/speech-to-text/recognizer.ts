import type { Millis } from '@app/core';
import type { TimedWord } from '../words/word-pace';

/** What was understood of one phrase. Times count from the phrase's first sound. */
export interface Heard {
  /** Empty where nothing was understood. */
  readonly text: string;
  readonly words: readonly TimedWord[];
  /** 0–1. */
  readonly confidence: number;
  /** Where several were possible; null for the one that was asked for. */
  readonly language: string | null;
}

export interface Listening {
  readonly connection: string;
  readonly language: string;
  /** Hz. */
  readonly sampleRate: number;
  /** Of the audio that comes first, so much lies before the phrase's first sound. */
  readonly preRollMs: Millis;
}

export interface EarSink {
  /** @param untilMs end of the last word */
  partial(text: string, untilMs: Millis): void;
  /** Once, after `end`. */
  final(heard: Heard): void;
}

/** Listens to one phrase. */
export interface Ear {
  /** Lent. */
  hear(pcm: Int16Array): void;
  /** @param spokenMs from the phrase's first sound to its last */
  end(spokenMs: Millis): void;
  /** The phrase is no longer of interest. */
  close(): void;
}

/** How the emulator knows what was said. */
export interface Recognizer {
  listen(listening: Listening, sink: EarSink): Ear;
  close(): Promise<void>;
}
