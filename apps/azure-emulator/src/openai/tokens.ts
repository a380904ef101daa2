/**
 * Pieces about as long as a model's tokens: a word with the space before it, at most six letters; each other character
 * for itself. No vocabulary: usage and streaming need the right size, not the right cuts.
 */
export const tokensOf = (text: string): string[] =>
  text.match(/\s?[\p{sc=Latn}\p{N}']{1,6}|\s?[^\s]|\s/gu) ?? [];

/** What a message costs beside its text. */
const PER_MESSAGE = 4;

export const promptTokens = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + PER_MESSAGE + tokensOf(text).length, 3);
