/** Longer texts are cut: no sentence of a reply comes near it. */
const LONGEST = 4000;

/** A text as the synthesiser may have it: one line, without control characters and markup signs. */
export const speakable = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}<>{}\\|^~`]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST);

/** Whether there is anything in it to be said. */
export const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);
