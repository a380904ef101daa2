/**
 * What engines of many languages are given for a word: no control characters, no markup, no brackets (espeak-ng reads
 * `[[…]]` as phonemes); empty when it has neither letter nor figure.
 */
export function sayPlainly(word: string): string {
  const say = word
    .replace(/[\p{C}[\]<>]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return /[\p{L}\p{N}]/u.test(say) ? say : '';
}
