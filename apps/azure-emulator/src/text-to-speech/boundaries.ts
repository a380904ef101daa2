import type { Millis } from '@app/core';
import { ticks } from '../wire/ticks';
import type { TimedWord } from '../words/word-pace';
import type { SynthesisRequest } from './synthesis-request';

/** One entry of `audio.metadata`, and when in the audio it is due. */
export interface Boundary {
  readonly atMs: Millis;
  readonly metadata: object;
}

const MARKS = /[.,;:!?…。，！？；：]+$/u;
const SENTENCE_END = /[.!?…。！？]$/u;

/** What the client asked to be told about these words. */
export function boundariesOf(words: readonly TimedWord[], request: SynthesisRequest): Boundary[] {
  const found: Boundary[] = [];
  let sentence: TimedWord[] = [];
  for (const [index, word] of words.entries()) {
    sentence.push(word);
    const said = word.text.replace(MARKS, '');
    if (request.words && said !== '') found.push(boundary(said, word, 'WordBoundary'));
    if (request.punctuation && said !== word.text)
      found.push(
        boundary(word.text.slice(said.length), { ...word, startMs: word.endMs }, 'PunctuationBoundary'),
      );
    if (!SENTENCE_END.test(word.text) && index < words.length - 1) continue;
    if (request.sentences) found.push(boundary(textOf(sentence), spanOf(sentence), 'SentenceBoundary'));
    sentence = [];
  }
  return found.sort((a, b) => a.atMs - b.atMs);
}

/** The last entry: how long the audio was. */
export const sessionEnd = (durationMs: Millis): object => ({
  Type: 'SessionEnd',
  Data: { Offset: ticks(durationMs) },
});

type BoundaryType = 'WordBoundary' | 'PunctuationBoundary' | 'SentenceBoundary';

const boundary = (
  text: string,
  { startMs, endMs }: Omit<TimedWord, 'text'>,
  type: BoundaryType,
): Boundary => ({
  atMs: startMs,
  metadata: {
    // Punctuation is a kind of word boundary on the wire.
    Type: type === 'SentenceBoundary' ? type : 'WordBoundary',
    Data: {
      Offset: ticks(startMs),
      Duration: ticks(endMs - startMs),
      text: { Text: text, Length: text.length, BoundaryType: type },
    },
  },
});

const textOf = (words: readonly TimedWord[]): string => words.map(word => word.text).join(' ');

const spanOf = (words: readonly TimedWord[]): Omit<TimedWord, 'text'> => ({
  startMs: words[0]?.startMs ?? 0,
  endMs: words.at(-1)?.endMs ?? 0,
});
