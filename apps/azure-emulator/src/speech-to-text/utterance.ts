import type { Millis } from '@app/core';
import { atSpeakingPace, fitted } from '../words/word-pace';
import type { TimedWord } from '../words/word-pace';
import type { Heard } from './recognizer';

/** What is to be heard in a phrase, as a table or a driver gives it. */
export interface Utterance {
  /** As it is to be shown, or all in lower case: then a capital and a full stop are put to it. Empty: no match. */
  readonly text: string;
  /** In ms from the phrase's first sound; at the pace of speech where they are left out. */
  readonly words?: readonly TimedWord[];
  readonly confidence?: number;
  readonly language?: string;
}

const CONFIDENCE = 0.93;

export const wordsIn = ({ text, words }: Utterance): readonly TimedWord[] => words ?? atSpeakingPace(text);

/** @param spokenMs how long the phrase really was: the words must fit into it */
export const heardIn = (utterance: Utterance, spokenMs: Millis): Heard => ({
  text: utterance.text,
  words: fitted(wordsIn(utterance), spokenMs),
  confidence: utterance.text === '' ? 0 : (utterance.confidence ?? CONFIDENCE),
  language: utterance.language ?? null,
});
