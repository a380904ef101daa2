import { confidenceOf, plainText, wordsOf } from './sherpa-words';

describe('Words of a sherpa result', () => {
  it('are put together from their pieces, in media time', () => {
    const result = {
      text: ' GOOD MORNING',
      tokens: ['▁GOO', 'D', '▁MOR', 'NING'],
      timestamps: [0.2, 0.36, 0.6, 0.8],
    };
    expect(wordsOf(result, 5000, 1500)).toEqual([
      { text: 'good', startMs: 5200, endMs: 5600 },
      { text: 'morning', startMs: 5600, endMs: 6300 },
    ]);
  });

  it('are told apart by blanks as well', () => {
    const tokens = [' good', ' mor', 'ning'];
    const words = wordsOf({ text: 'good morning', tokens, timestamps: [0, 0.3, 0.4] }, 0, 600);
    expect(words.map(word => word.text)).toEqual(['good', 'morning']);
  });

  it('are characters in Chinese, also beside English', () => {
    const tokens = ['你', '好', '▁JO', 'HN', '吗'];
    const words = wordsOf({ text: '你好 JOHN 吗', tokens, timestamps: [0, 0.2, 0.4, 0.5, 0.7] }, 0, 1000);
    expect(words.map(word => word.text)).toEqual(['你', '好', 'john', '吗']);
  });

  it('lie within the audio, whatever the engine says', () => {
    const words = wordsOf({ text: 'A B', tokens: ['▁A', '▁B'], timestamps: [-1, 9] }, 100, 400);
    expect(words).toEqual([
      { text: 'a', startMs: 100, endMs: 500 },
      { text: 'b', startMs: 500, endMs: 500 },
    ]);
  });

  it('do not last into the pause after them', () => {
    const words = wordsOf({ text: 'A B', tokens: ['▁A', '▁B'], timestamps: [0, 3] }, 0, 5000);
    expect(words.map(word => word.endMs)).toEqual([700, 3700]);
  });

  it('are none where nothing was said', () => {
    expect(wordsOf({ text: '', tokens: [], timestamps: [] }, 0, 1000)).toEqual([]);
  });
});

describe('The confidence in a sherpa result', () => {
  const of = (...logs: number[]): number =>
    confidenceOf({ text: '', tokens: logs.map(() => 'a'), timestamps: [], ys_probs: logs });

  it('is the geometric mean of the probabilities of its tokens', () => {
    expect(of(Math.log(0.9), Math.log(0.4))).toBeCloseTo(0.6);
    expect(of(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(of(0.5)).toBe(1);
  });

  it('is whole where the model does not tell, and none where nothing was said', () => {
    expect(confidenceOf({ text: 'a', tokens: ['a'], timestamps: [0] })).toBe(1);
    expect(of()).toBe(0);
  });
});

it('Text is lower case, on one line', () => {
  expect(plainText(' HELLO   THERE ')).toBe('hello there');
});
