import { hasHan } from '../../script/normalise';
import { languageOf } from '../../script/wording';
import { inChinese } from './numbers/chinese-reader';
import { inEnglish } from './numbers/english-reader';

/**
 * Writes numbers and abbreviations the way they are spoken, in English and Chinese: voices guess, and guess differently.
 * Other languages are left to their voices.
 */
export class ReadableText {
  /** Of the answer so far; null before its first word. */
  private answered: 'han' | 'letters' | null = null;
  private readonly chinese: boolean;
  private readonly english: boolean;

  constructor(language: string, heard: string) {
    this.chinese = languageOf(heard, language) === 'zh';
    this.english = /^(?:en|zh)\b/i.test(language);
  }

  /** @param unit a word with the space behind it, or text up to one East Asian character */
  read(unit: string): string {
    if (hasHan(unit)) this.answered = 'han';
    else if (/\p{L}{3,}/u.test(unit)) this.answered ??= 'letters';
    if (this.answered === 'han' || (this.answered === null && this.chinese)) return inChinese(unit);
    if (!this.english) return unit;
    const word = unit.trimEnd();
    return inEnglish(word) + unit.slice(word.length);
  }
}
