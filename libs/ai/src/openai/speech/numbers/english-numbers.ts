const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = '  twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const SCALES: readonly (readonly [number, string])[] = [
  [1e12, 'trillion'],
  [1e9, 'billion'],
  [1e6, 'million'],
  [1000, 'thousand'],
  [100, 'hundred'],
];
const ORDINALS: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};

/** @param n a whole number from 0 to 1e15 */
export function englishNumber(n: number): string {
  if (n < 20) return SMALL[n] ?? '';
  for (const [scale, name] of SCALES) {
    if (n < scale) continue;
    const rest = n % scale;
    const head = `${englishNumber(Math.floor(n / scale))} ${name}`;
    return rest === 0 ? head : `${head} ${englishNumber(rest)}`;
  }
  const ten = TENS[Math.floor(n / 10)] ?? '';
  return n % 10 === 0 ? ten : `${ten}-${SMALL[n % 10] ?? ''}`;
}

/** Twenty-one becomes twenty-first. */
export const englishOrdinal = (n: number): string =>
  englishNumber(n).replace(/[a-z]+$/, last => ORDINALS[last] ?? `${last.replace(/y$/, 'ie')}th`);

/** One by one, as codes and telephone numbers are read. */
export const englishDigits = (digits: string): string =>
  [...digits].map(digit => SMALL[Number(digit)] ?? '').join(' ');

/** 1984 and 2024 in pairs; 2005 as a number. @param year 1100–2099 */
export function englishYear(year: number): string {
  const [century, rest] = [Math.floor(year / 100), year % 100];
  if (century === 20 && rest < 10) return englishNumber(year);
  if (rest === 0) return `${englishNumber(century)} hundred`;
  return `${englishNumber(century)} ${rest < 10 ? `oh ${englishNumber(rest)}` : englishNumber(rest)}`;
}
