import type { SpokenWord } from './spoken-word';
import { wordTimes } from './word-times';
import type { SpeechRun } from './word-times';

const words = (text: string): SpokenWord[] =>
  text.split(' ').map(word => ({ text: word, say: /\w/.test(word) ? word : '' }));

const run = (startMs: number, endMs: number, cutsMs: number[] = []): SpeechRun => ({
  startMs,
  endMs,
  cutsMs,
});

describe('Word times', () => {
  it('lay phrases on the runs of voice between the pauses', () => {
    expect(wordTimes(words('Hello, mister.'), [run(200, 500), run(700, 1100)])).toEqual([
      { text: 'Hello,', startMs: 200, endMs: 500 },
      { text: 'mister.', startMs: 700, endMs: 1100 },
    ]);
  });

  it('share a run by length, at passages from sound to sound', () => {
    const timed = wordTimes(words('abcd abcd'), [run(0, 1000, [90, 280, 430, 610, 800, 1000])]);
    expect(timed.map(word => word.endMs)).toEqual([430, 1000]);
  });

  it('spread over all runs where phrases and pauses do not match, never within a pause', () => {
    const timed = wordTimes(words('abc abc abc'), [run(0, 400), run(1000, 1800)]);
    expect(timed.map(word => [word.startMs, word.endMs])).toEqual([
      [0, 400],
      [1000, 1400],
      [1400, 1800],
    ]);
  });

  it('read a figure longer than a word of as many letters', () => {
    const [figure, word] = wordTimes(words('2025 four'), [run(0, 1000)]);
    expect(figure!.endMs - figure!.startMs).toBeGreaterThan(2 * (word!.endMs - word!.startMs));
  });

  it('give what has no sound a moment, before the pause', () => {
    const timed = wordTimes(words('* ab, * ab'), [run(100, 200), run(500, 600)]);
    expect(timed.map(word => [word.startMs, word.endMs])).toEqual([
      [100, 100],
      [100, 200],
      [200, 200],
      [500, 600],
    ]);
  });
});
