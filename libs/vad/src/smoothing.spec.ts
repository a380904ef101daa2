import type { SpeechVerdict } from '@app/core';
import { Smoothing, defaultSmoothing } from './smoothing';

/** One character a frame: # is speech. */
function verdicts(frames: string): string[] {
  const heard: SpeechVerdict[] = [];
  const smoothing = new Smoothing(defaultSmoothing, verdict => heard.push(verdict));
  [...frames].forEach((frame, i) => smoothing.push(frame === '#', i * 20, 1));
  return heard.map(({ type, at }) => `${type} ${at}`);
}

describe('Smoothing', () => {
  it('begins with the first frame of speech, once it is sure', () => {
    expect(verdicts('..###')).toEqual(['speech-started 40']);
    expect(verdicts('..#.##')).toEqual(['speech-started 40']);
  });

  it('does not begin for a click', () => {
    expect(verdicts('..##......#......##......')).toEqual([]);
  });

  it('ends where speech ended, after the hangover', () => {
    expect(verdicts('####.........')).toEqual(['speech-started 0']);
    expect(verdicts('####..........')).toEqual(['speech-started 0', 'speech-ended 80']);
  });

  it('is not ended by a short gap', () => {
    expect(verdicts('####.........####.........')).toEqual(['speech-started 0']);
  });

  it('begins again only for new speech', () => {
    expect(verdicts('####..........##..')).toEqual(['speech-started 0', 'speech-ended 80']);
    expect(verdicts('####..........###')).toEqual([
      'speech-started 0',
      'speech-ended 80',
      'speech-started 280',
    ]);
  });

  it('says how sure it is: of speech when it begins, of silence when it ends', () => {
    const heard: SpeechVerdict[] = [];
    const smoothing = new Smoothing(defaultSmoothing, verdict => heard.push(verdict));
    [0.9, 0.9, 0.75, ...Array.from({ length: 10 }, () => 0.25)].forEach((probability, i) =>
      smoothing.push(probability > 0.5, i * 20, probability),
    );
    expect(heard.map(verdict => verdict.confidence)).toEqual([0.75, 0.75]);
  });

  it('waits as long as it is told to', () => {
    const heard: string[] = [];
    const patient = { frameMs: 20, onsetFrames: 1, onsetWindow: 1, hangoverMs: 40 };
    const smoothing = new Smoothing(patient, ({ type, at }) => heard.push(`${type} ${at}`));
    [...'.#..#'].forEach((frame, i) => smoothing.push(frame === '#', i * 20, 1));
    expect(heard).toEqual(['speech-started 20', 'speech-ended 40', 'speech-started 80']);
  });
});
