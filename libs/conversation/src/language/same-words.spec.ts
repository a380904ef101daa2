import { sameWords } from './same-words';

describe('Transcripts with the same words', () => {
  it.each([
    ['what time do you open', 'What time do you open?'],
    ['its fine', 'It’s fine.'],
    ['five five five', 'Five, five, five…'],
    ['call anyone', 'Call any one'],
    ['555 1234', '555-1234'],
    ['我想订一张票', '我想订一张票。'],
    ['你好 请问', '你好，请问？'],
    ['我的 iPhone 坏了', '我的iphone坏了！'],
    ['ＡＢＣ１２３', 'abc 123'],
    ['', ' … '],
  ])('%s = %s', (a, b) => {
    expect(sameWords(a, b)).toBe(true);
    expect(sameWords(b, a)).toBe(true);
  });

  it.each([
    ['yes', 'no'],
    ['I can', 'I can’t'],
    ['it costs 3.5', 'it costs 35'],
    ['-5 degrees', '5 degrees'],
    ['5%', '5'],
    ['$5', '5'],
    ['我要', '我不要'],
    ['book a table', 'book a table for two'],
    ['hello', ''],
  ])('%s ≠ %s', (a, b) => {
    expect(sameWords(a, b)).toBe(false);
    expect(sameWords(b, a)).toBe(false);
  });
});
