/** A word of the request beside what the engine is given for it. */
export interface SpokenWord {
  /** As it stands in the text, punctuation and all. */
  readonly text: string;
  /** For the engine; empty when it has no sound (an emoji, a lone dash). */
  readonly say: string;
}

export interface TimedWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** Scripts that are written without spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

const segmenters = new Map<string, Intl.Segmenter>();

/**
 * Cuts a text into the words a listener would count: at white space, and by Unicode word segmentation where a script
 * has none. Put together again without spaces, the words are the text without spaces.
 *
 * @param prepare makes of a word what the engine is given
 */
export function spokenWords(text: string, language: string, prepare: (word: string) => string): SpokenWord[] {
  return [...text.matchAll(/\S+/g)]
    .flatMap(([word]) => (UNSPACED.test(word) ? segmented(word, language) : [word]))
    .map(word => ({ text: word, say: prepare(word) }));
}

/** Punctuation stays with the word before it; what comes before the first word stays with that. */
function segmented(run: string, language: string): string[] {
  const words: string[] = [];
  let before = '';
  for (const { segment, isWordLike } of segmenter(language).segment(run)) {
    if (isWordLike === true) {
      words.push(before + segment);
      before = '';
    } else if (words.length > 0) words.push((words.pop() ?? '') + segment);
    else before += segment;
  }
  if (before !== '') words.push(before);
  return words;
}

function segmenter(language: string): Intl.Segmenter {
  const locale = /^[a-z]{2,3}\b/i.exec(language)?.[0].toLowerCase() ?? 'en';
  let found = segmenters.get(locale);
  if (!found) segmenters.set(locale, (found = new Intl.Segmenter(locale, { granularity: 'word' })));
  return found;
}
