import { chineseNumber } from './chinese-numbers';
import { englishNumber, englishOrdinal, englishYear } from './english-numbers';

describe('Numbers', () => {
  it.each([
    [0, 'zero', '零'],
    [10, 'ten', '十'],
    [19, 'nineteen', '十九'],
    [40, 'forty', '四十'],
    [101, 'one hundred one', '一百零一'],
    [110, 'one hundred ten', '一百一十'],
    [1001, 'one thousand one', '一千零一'],
    [1010, 'one thousand ten', '一千零一十'],
    [10_000, 'ten thousand', '一万'],
    [10_500, 'ten thousand five hundred', '一万零五百'],
    [100_010, 'one hundred thousand ten', '十万零一十'],
    [1_000_000, 'one million', '一百万'],
    [100_000_001, 'one hundred million one', '一亿零一'],
    [120_034_000, 'one hundred twenty million thirty-four thousand', '一亿二千零三万四千'],
  ])('%d is %s, and %s', (number, english, chinese) => {
    expect([englishNumber(number), chineseNumber(number)]).toEqual([english, chinese]);
  });

  it.each([
    [1, 'first'],
    [12, 'twelfth'],
    [20, 'twentieth'],
    [23, 'twenty-third'],
    [100, 'one hundredth'],
  ])('the %dth is the %s', (number, ordinal) => expect(englishOrdinal(number)).toBe(ordinal));

  it.each([
    [1900, 'nineteen hundred'],
    [1905, 'nineteen oh five'],
    [2006, 'two thousand six'],
    [2026, 'twenty twenty-six'],
  ])('%d was %s', (year, said) => expect(englishYear(year)).toBe(said));
});
