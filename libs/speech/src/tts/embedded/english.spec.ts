import { sayEnglish } from './english';

describe('What Flite is given for a word', () => {
  it.each([
    ['Hello,', 'Hello,'],
    ['“Don’t”', "Don't"],
    ['naïve', 'naive'],
    ['€5.50.', '5.50 euros.'],
    ['#3', 'number 3'],
    ['<b>bold</b>', 'b bold /b'],
    ['well—known', 'well, known'],
    ['a\u0000b\u001b[0mc', 'a b 0mc'],
    ['&', '&'],
  ])('%j is said as %j', (word, say) => {
    expect(sayEnglish(word)).toBe(say);
  });

  it.each(['', '…', '—', '😀', '你好', '*', '?!', '\u202e'])('%j has no sound', word => {
    expect(sayEnglish(word)).toBe('');
  });

  it('does not read out noise to its end', () => {
    expect(sayEnglish('x'.repeat(2000))).toHaveLength(60);
  });
});
