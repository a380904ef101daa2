import type { TimedWord } from '../words/word-pace';

/** Something spoken. */
export interface Speech {
  readonly pcm: Int16Array;
  /** Hz. */
  readonly sampleRate: number;
  /** Marks of punctuation stand with the word before them. */
  readonly words: readonly TimedWord[];
}

/** How the emulator speaks. */
export interface Voice {
  speak(text: string, language: string): Promise<Speech>;
  close(): Promise<void>;
}
