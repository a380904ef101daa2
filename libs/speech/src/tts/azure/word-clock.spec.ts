import { WordClock } from './word-clock';

/** What the clock makes of boundaries as the service tells them. */
const timed = (words: string[], ...told: [string, number, number][]): [string, number, number][] => {
  const clock = new WordClock(words);
  const over = told.flatMap(boundary => clock.boundary(...boundary));
  return [...over, ...clock.rest()].map(({ text, startMs, endMs }) => [text, startMs, endMs]);
};

describe('The times of words', () => {
  it('are those of the words they belong to, punctuation and all', () => {
    expect(
      timed(['Well,', 'no.'], ['Well', 0, 200], [',', 200, 250], ['no', 300, 500], ['.', 500, 500]),
    ).toEqual([
      ['Well,', 0, 250],
      ['no.', 300, 500],
    ]);
  });

  it('are told when a word is over, not before', () => {
    const clock = new WordClock(['one', 'two']);
    expect(clock.boundary('one', 0, 100)).toEqual([]);
    expect(clock.boundary('two', 100, 200)).toEqual([{ text: 'one', startMs: 0, endMs: 100 }]);
  });

  it('have no length where the service did not tell of a word', () => {
    expect(timed(['one', '—', 'two'], ['one', 0, 100], ['two', 150, 250])).toEqual([
      ['one', 0, 100],
      ['—', 100, 100],
      ['two', 150, 250],
    ]);
  });

  it('tell apart words that are alike', () => {
    expect(timed(['no', 'no', 'no'], ['no', 0, 1], ['no', 2, 3], ['no', 4, 5])).toEqual([
      ['no', 0, 1],
      ['no', 2, 3],
      ['no', 4, 5],
    ]);
  });

  it('go on with a word that was told as something else', () => {
    expect(timed(['$5', 'now'], ['five dollars', 0, 400], ['now', 400, 600])).toEqual([
      ['$5', 0, 400],
      ['now', 400, 600],
    ]);
  });

  it('never go back', () => {
    expect(timed(['a', 'b'], ['a', 100, 300], ['b', 200, 250])).toEqual([
      ['a', 100, 300],
      ['b', 300, 300],
    ]);
  });
});
