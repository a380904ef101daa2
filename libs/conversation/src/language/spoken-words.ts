/** Joins a word ("it's"); some recognisers leave it out, so all do without. */
const APOSTROPHE = /(?<=\p{L})['’‘ʼ](?=\p{L})/gu;

/** Anything but letters and digits, and but what holds a number together: 3.5, 10:30, 1,000. */
const BETWEEN_WORDS = /(?:(?!(?<=\p{Nd})[.,:]\p{Nd})[^\p{L}\p{M}\p{N}])+/gu;

/** Han text is written without spaces, whatever a recogniser puts between its words. */
const SPACE_AT_HAN = /(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu;

/**
 * A transcript as it is said, to be compared with phrases: lower case, no punctuation, one space between words, none at
 * Han characters. "It's fine, thanks." is `its fine thanks`, “喂， 你好！” is `喂你好`.
 */
export const spokenWords = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(APOSTROPHE, '')
    .replace(BETWEEN_WORDS, ' ')
    .trim()
    .replace(SPACE_AT_HAN, '');
