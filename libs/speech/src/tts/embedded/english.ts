/** A word longer than any is noise; what is beyond this is not read out. */
const LONGEST_WORD = 60;

const CURRENCIES: Readonly<Record<string, string>> = { '€': 'euros', '£': 'pounds', '¥': 'yen' };

/** Signs that Flite would name ("asterisk", "tilde") and a speaker would not. */
const UNSPOKEN = /[*_~^|\\{}[\]<>#"`()]/g;

/** What Flite is given for a word: printable ASCII that it reads as a person would; empty when nothing would be said. */
export function sayEnglish(word: string): string {
  const say = word
    .replace(
      /([€£¥])(\d+(?:[.,]\d+)*)/g,
      (_, sign: string, sum: string) => `${sum} ${CURRENCIES[sign] ?? ''}`,
    )
    .replace(/#(?=\d)/g, 'number ')
    .replace(/[‘’]/g, "'")
    .replace(/[–—]/g, ', ')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(UNSPOKEN, ' ')
    .replace(/[^\x20-\x7e]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_WORD);
  return /[a-z0-9&%@+=$]/i.test(say) ? say : '';
}
