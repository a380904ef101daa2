import type { Millis } from '@app/core';

export interface WordTime {
  readonly text: string;
  readonly startMs: Millis;
  readonly endMs: Millis;
}

interface Stretch {
  readonly startMs: Millis;
  readonly endMs: Millis;
}

/** The stretches of voice between flite's pauses, from its `phone:end` list. */
export function voicedStretches(segments: string): Stretch[] {
  const stretches: Stretch[] = [];
  let start = 0;
  let voiced: number | null = null;
  for (const [, phone, seconds] of segments.matchAll(/([a-z@0-9]+):(\d+\.\d+)/g)) {
    const end = Number(seconds) * 1000;
    if (phone === 'pau') {
      if (voiced !== null) stretches.push({ startMs: voiced, endMs: start });
      voiced = null;
    } else voiced ??= start;
    start = end;
  }
  if (voiced !== null) stretches.push({ startMs: voiced, endMs: start });
  return stretches;
}

/**
 * When each word is said, estimated: phrases are laid on the voiced stretches where their numbers agree, else the
 * text on all of the voice, and within them a word takes time by its letters.
 */
export function wordTimes(text: string, stretches: readonly Stretch[]): WordTime[] {
  const first = stretches[0];
  const last = stretches.at(-1);
  if (!first || !last) return [];
  const phrases = text.split(/(?<=[,;:.!?…])\s+/).filter(phrase => /[\p{L}\p{N}]/u.test(phrase));
  if (phrases.length === stretches.length)
    return phrases.flatMap((phrase, i) => spread(phrase, stretches[i]!));
  return spread(text, { startMs: first.startMs, endMs: last.endMs });
}

function spread(text: string, { startMs, endMs }: Stretch): WordTime[] {
  const words = text.match(/\S+/g) ?? [];
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  let at = startMs;
  return words.map(word => {
    const begin = at;
    at += ((endMs - startMs) * word.length) / letters;
    return { text: word, startMs: Math.round(begin), endMs: Math.round(at) };
  });
}
