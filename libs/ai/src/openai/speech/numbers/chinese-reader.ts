import { chineseDigits, chineseNumber } from './chinese-numbers';

const SIGNS: Readonly<Record<string, string>> = {
  $: '美元',
  '€': '欧元',
  '£': '英镑',
  '¥': '元',
  '￥': '元',
};
/** Two of these are 两, not 二. */
const COUNTED = '个位次天名件条张点年周只家人';
const LARGEST = 1e15;
const LONG = 7;

/** One unit of Chinese text, its numbers in characters. */
export const inChinese = (unit: string): string =>
  unit
    .replace(/(\d{1,2})[:：](\d\d)/g, (_, hour: string, minute: string) =>
      clock(Number(hour), Number(minute)),
    )
    .replace(/(\d{4})(?=年)/g, year => chineseDigits(year, false))
    .replace(
      /([$€£¥￥])(\d[\d,]*(?:\.\d+)?)/g,
      (_, sign: string, amount: string) => numeral(amount) + (SIGNS[sign] ?? ''),
    )
    .replace(/(\d[\d,]*(?:\.\d+)?)[%％]/g, (_, number: string) => `百分之${numeral(number)}`)
    .replace(/\+?\d{2,4}(?:-\d{3,8})+/g, phone => chineseDigits(phone.replace(/\D/g, ''), true))
    .replace(
      /(\d{1,4})[-–~～](\d{1,4})/g,
      (_, from: string, to: string) => `${numeral(from)}到${numeral(to)}`,
    )
    .replace(/\d[\d,]*(?:\.\d+)?/g, (number, at: number, all: string) =>
      counted(number, all.charAt(at + number.length)),
    )
    .replaceAll('&', '和');

const clock = (hour: number, minute: number): string =>
  `${hour === 2 ? '两' : chineseNumber(hour)}点${minute === 0 ? '整' : minute === 30 ? '半' : `${minute < 10 ? '零' : ''}${chineseNumber(minute)}分`}`;

const counted = (number: string, next: string): string =>
  number === '2' && next !== '' && COUNTED.includes(next) ? '两' : numeral(number);

function numeral(number: string): string {
  const [whole = '', fraction] = number.replaceAll(',', '').split('.');
  if (fraction !== undefined) return `${chineseNumber(Number(whole))}点${chineseDigits(fraction, false)}`;
  const isCode = whole.length >= LONG || /^0\d/.test(whole) || Number(whole) >= LARGEST;
  return isCode && !number.includes(',') ? chineseDigits(whole, true) : chineseNumber(Number(whole));
}
