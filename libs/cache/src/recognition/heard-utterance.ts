import type { FinalTranscript, Millis } from '@app/core';

/** What was understood of an utterance, final by final; times count from its first sample. */
export interface HeardUtterance {
  readonly finals: readonly HeardFinal[];
}

export type HeardFinal = Omit<FinalTranscript, 'type' | 'utterance' | 'last'>;

export function heardAs(
  { text, confidence, language, startMs, endMs, words }: FinalTranscript,
  from: Millis,
): HeardFinal {
  return shifted({ text, confidence, language, startMs, endMs, words }, -from);
}

/** The same finals, of another utterance that begins at `from`. */
export function heardAgain({ finals }: HeardUtterance, utterance: number, from: Millis): FinalTranscript[] {
  return finals.map((final, at) => ({
    type: 'final',
    utterance,
    last: at === finals.length - 1,
    ...shifted(final, from),
  }));
}

function shifted(final: HeardFinal, by: Millis): HeardFinal {
  const words = final.words.map(word => ({ ...word, startMs: word.startMs + by, endMs: word.endMs + by }));
  return { ...final, startMs: final.startMs + by, endMs: final.endMs + by, words };
}

export const isHeardUtterance = (json: unknown): json is HeardUtterance =>
  typeof json === 'object' &&
  json !== null &&
  'finals' in json &&
  Array.isArray(json.finals) &&
  json.finals.length > 0 &&
  json.finals.every(isHeardFinal);

function isHeardFinal(json: unknown): json is HeardFinal {
  if (typeof json !== 'object' || json === null) return false;
  const { text, confidence, language, startMs, endMs, words } = json as Record<string, unknown>;
  const numbers = [confidence, startMs, endMs];
  return (
    typeof text === 'string' &&
    typeof language === 'string' &&
    numbers.every(each => typeof each === 'number') &&
    Array.isArray(words) &&
    words.every(isWord)
  );
}

const isWord = (json: unknown): boolean =>
  typeof json === 'object' &&
  json !== null &&
  typeof Reflect.get(json, 'text') === 'string' &&
  typeof Reflect.get(json, 'startMs') === 'number' &&
  typeof Reflect.get(json, 'endMs') === 'number';
