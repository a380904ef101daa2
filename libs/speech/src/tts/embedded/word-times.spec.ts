import { voicedStretches, wordTimes } from './word-times';

const PRINTED =
  'pau:0.200 hh:0.260 ax:0.300 l:0.360 ow:0.500 pau:0.700 m:0.800 ih:0.850 s:0.900 t:1.000 er:1.100 pau:1.300 \n';

describe('Word times', () => {
  it('finds the voice between the pauses', () => {
    expect(voicedStretches(PRINTED)).toEqual([
      { startMs: 200, endMs: 500 },
      { startMs: 700, endMs: 1100 },
    ]);
  });

  it('lays phrases on the stretches of voice', () => {
    expect(wordTimes('Hello, mister.', voicedStretches(PRINTED))).toEqual([
      { text: 'Hello,', startMs: 200, endMs: 500 },
      { text: 'mister.', startMs: 700, endMs: 1100 },
    ]);
  });

  it('spreads words by their letters where phrases and stretches differ', () => {
    expect(wordTimes('ab abcd', voicedStretches(PRINTED)).map(word => word.startMs)).toEqual([200, 500]);
    expect(wordTimes('nothing', [])).toEqual([]);
  });
});
