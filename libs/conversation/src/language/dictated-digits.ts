/** Digits as they are spoken, one a word. */
const SPOKEN = new Map(
  Object.entries({
    ...{ zero: '0', oh: '0', o: '0', one: '1', two: '2', three: '3', four: '4' },
    ...{ five: '5', six: '6', seven: '7', eight: '8', nine: '9' },
    ...{ 零: '0', 〇: '0', 一: '1', 幺: '1', 二: '2', 三: '3', 四: '4' },
    ...{ 五: '5', 六: '6', 七: '7', 八: '8', 九: '9' },
  }),
);

const REPEATED = new Map(Object.entries({ double: 2, triple: 3 }));

/** A digit after one of these is the end of a quantity (二十五), an ordinal or a weekday. */
const QUANTITY = /^[十百千万萬点點第周期]$/u;

export interface DictatedDigits {
  readonly digits: string;
  /** What was said before them. */
  readonly before: string;
}

/**
 * The digits a text ends with, when they are dictated: one by one, in groups of three or more, or nothing but them.
 * Quantities, dates and prices are not.
 * @param words as `spokenWords` writes them
 */
export function dictatedDigits(words: string): DictatedDigits | null {
  const tokens = words.match(/\p{Script=Han}|[^ \p{Script=Han}]+ ?/gu) ?? [];
  let start = tokens.length;
  let digits = '';
  for (; start > 0; start--) {
    const token = (tokens[start - 1] ?? '').trim();
    const times = REPEATED.get(token);
    if (times !== undefined && digits !== '') digits = digits.charAt(0).repeat(times - 1) + digits;
    else if (SPOKEN.has(token)) digits = (SPOKEN.get(token) ?? '') + digits;
    else if (/^\d+$/.test(token)) digits = token + digits;
    else break;
  }
  const run = tokens.slice(start);
  if (digits.length < 2 || QUANTITY.test(tokens[start - 1] ?? '')) return null;
  const oneByOne = run.length > 1 && run.every(token => !/\d\d/.test(token));
  const inGroups = digits.length >= 5 && run.every(token => !/^\d\d ?$/.test(token));
  return start === 0 || oneByOne || inGroups ? { digits, before: tokens.slice(0, start).join('') } : null;
}

/** A phone number as it is dialled at home, or a card: 11 digits with a trunk or country prefix or a mobile's 1, else 10. */
export const isWholeNumber = (digits: string): boolean =>
  digits.length === (/^[01]/.test(digits) ? 11 : 10) || digits.length === 15 || digits.length === 16;
