import type { Millis } from '@app/core';

export interface SpokenWord {
  readonly text: string;
  readonly startMs: Millis;
  readonly endMs: Millis;
}

/** One part (sentence) of a reply, as far as it was handed to playout. Times within it count from its first sample. */
export interface SpokenPart {
  text: string;
  readonly words: SpokenWord[];
  /** Where it begins in the turn's audio. */
  startMs: Millis;
  durationMs: Millis;
}

/** The words of a turn that were heard when `heardMs` of its audio were played. */
export function heardText(parts: readonly SpokenPart[], heardMs: Millis): string {
  return parts
    .map(part => heardOf(part, heardMs - part.startMs))
    .filter(text => text !== '')
    .join(' ');
}

function heardOf(part: SpokenPart, playedMs: Millis): string {
  if (playedMs <= 0) return '';
  if (playedMs >= part.durationMs) return part.text;
  if (part.words.length > 0) {
    const heard = part.words.filter(word => word.endMs <= playedMs).length;
    return heard === part.words.length ? part.text : throughWord(part.text, part.words.slice(0, heard));
  }
  return proportionOf(part.text, playedMs / part.durationMs);
}

/** The text up to the end of the last of these words, with the punctuation in between. */
function throughWord(text: string, words: readonly SpokenWord[]): string {
  let end = 0;
  for (const word of words) {
    const found = text.indexOf(word.text, end);
    if (found < 0) return words.map(each => each.text).join(' ');
    end = found + word.text.length;
  }
  return text.slice(0, end).trim();
}

/** Without word times: as much of the text as of the audio, cut back to a whole word (or Han character). */
function proportionOf(text: string, share: number): string {
  const cut = text.slice(0, Math.floor(text.length * share));
  if (/\p{Script=Han}/u.test(text)) return cut.trim();
  const next = text[cut.length];
  if (next === undefined || /\s/.test(next)) return cut.trim();
  return cut.slice(0, cut.search(/\s\S*$/) + 1).trim();
}
