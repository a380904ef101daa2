const DIGITS = '零一二三四五六七八九';
const PLACES = ['', '十', '百', '千'];
const MYRIADS = ['', '万', '亿', '万亿'];

/** @param n a whole number from 0 to 1e16 */
export function chineseNumber(n: number): string {
  if (n === 0) return '零';
  let text = '';
  let rest = n;
  for (const myriad of MYRIADS) {
    const group = rest % 10_000;
    rest = Math.floor(rest / 10_000);
    if (group > 0) text = `${groupText(group)}${myriad}${text}`;
    // A gap between groups is told: 10001 is 一万零一.
    if (rest > 0 && text !== '' && group < 1000 && !text.startsWith('零')) text = `零${text}`;
    if (rest === 0) break;
  }
  return text.replace(/^一十/, '十');
}

/** @param group 1–9999 */
function groupText(group: number): string {
  let text = '';
  let gap = false;
  for (const [power, place] of [...PLACES.entries()].reverse()) {
    const digit = Math.floor(group / 10 ** power) % 10;
    if (digit === 0) gap = text !== '';
    else {
      text += `${gap ? '零' : ''}${DIGITS.charAt(digit)}${place}`;
      gap = false;
    }
  }
  return text;
}

/** One by one. @param forPhone one is 幺, which is not mistaken for seven */
export const chineseDigits = (digits: string, forPhone: boolean): string =>
  [...digits].map(digit => (forPhone && digit === '1' ? '幺' : DIGITS.charAt(Number(digit)))).join('');
