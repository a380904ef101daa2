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
});
