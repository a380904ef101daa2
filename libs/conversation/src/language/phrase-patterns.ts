/**
 * Phrases are the sources of regular expressions, mostly plain words, as `spokenWords` writes them. They match whole
 * words in scripts that separate them, characters in Han.
 */
export type Phrases = readonly string[];

/** Written in lines, with commas between them. */
export const phrases = (...lines: readonly string[]): Phrases => lines.flatMap(line => line.split(', '));

/** Anywhere but inside a word. One assertion, so that there is one way to match: alternatives would multiply. */
const BOUNDARY = '(?!(?<=[^ \\p{Script=Han}])[^ \\p{Script=Han}])';

const oneOf = (phrases: Phrases): string => `${BOUNDARY}(?:${phrases.join('|')})${BOUNDARY}`;

export const madeOf = (phrases: Phrases): RegExp =>
  new RegExp(`^${oneOf(phrases)}(?: ?${oneOf(phrases)})*$`, 'u');

export const endingIn = (phrases: Phrases): RegExp => new RegExp(`${oneOf(phrases)}$`, 'u');

export const beginningWith = (phrases: Phrases): RegExp => new RegExp(`^${oneOf(phrases)}`, 'u');

export const containing = (phrases: Phrases): RegExp => new RegExp(oneOf(phrases), 'u');
