import type { Millis } from '@app/core';

export interface TimedWord {
  readonly text: string;
  readonly startMs: Millis;
  readonly endMs: Millis;
}

/** A word's share of ordinary speech, about 160 words a minute: so long for itself and so long for each letter. */
const WORD_MS: Millis = 100;
const LETTER_MS: Millis = 50;
const GAP_MS: Millis = 25;
/** Scripts without spaces have about a syllable in each character. */
const SYLLABLE_MS: Millis = 220;

/** The words of a text; scripts without spaces come apart into their characters. */
export const wordsOf = (text: string): string[] =>
  text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\p{Script=Han}]+/gu) ?? [];

/** When each word would be said, from 0 on. */
export function atSpeakingPace(text: string): TimedWord[] {
  let at = 0;
  return wordsOf(text).map(word => {
    const startMs = at;
    const endMs = startMs + durationOf(word);
    at = endMs + GAP_MS;
    return { text: word, startMs, endMs };
  });
}

/** The same words within `spokenMs`, where they would take longer. */
export function fitted(words: readonly TimedWord[], spokenMs: Millis): TimedWord[] {
  const wanted = words.at(-1)?.endMs ?? 0;
  const scale = wanted > spokenMs ? spokenMs / wanted : 1;
  return words.map(({ text, startMs, endMs }) => ({
    text,
    startMs: startMs * scale,
    endMs: endMs * scale,
  }));
}

const durationOf = (word: string): Millis =>
  /^\p{Script=Han}$/u.test(word) ? SYLLABLE_MS : WORD_MS + LETTER_MS * [...word].length;
