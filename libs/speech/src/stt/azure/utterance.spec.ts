import type { HeardPhrase } from './heard-phrase';
import { Utterance } from './utterance';

const RATE = 8000;

const phrase = (startMs: number, endMs: number, text = 'Yes.'): HeardPhrase => ({
  text,
  startMs,
  endMs,
  confidence: 0.8,
  language: null,
  words: [{ text: 'yes', startMs, endMs: endMs + 40 }],
});

describe('An utterance', () => {
  let utterance: Utterance;
  /** @param sound whether there is one */
  const write = (ms: number, sound: boolean): void => {
    for (let at = 0; at < ms; at += 20) {
      utterance.writtenMs += 20;
      utterance.quietMs = sound ? 0 : utterance.quietMs + 20;
      utterance.audio.add(new ArrayBuffer((20 * RATE * 2) / 1000));
    }
  };
  beforeEach(() => {
    utterance = new Utterance(3, 5000, 'en-US', RATE);
  });

  describe('with a guess that reaches nearly to the last sound', () => {
    beforeEach(() => {
      write(1000, true);
      utterance.guess('yes', 900);
    });

    it('is settled after 200 ms of silence in which the guess has not changed', () => {
      write(180, false);
      expect(utterance.isSettled(0)).toBe(false);
      write(20, false);
      expect(utterance.isSettled(1000)).toBe(true);
    });

    it('is not when the guess changes, until that has not changed either', () => {
      write(180, false);
      expect(utterance.guess('yes please', 900)).toBe(true);
      write(180, false);
      expect(utterance.isSettled(0)).toBe(false);
      write(20, false);
      expect(utterance.isSettled(0)).toBe(true);
    });

    it('is by the same guess told again', () => {
      write(180, false);
      expect(utterance.guess('yes', 900)).toBe(false);
      write(20, false);
      expect(utterance.isSettled(0)).toBe(true);
    });

    it('is not while the caller speaks', () => {
      write(600, true);
      expect(utterance.isSettled(0)).toBe(false);
    });
  });

  it('is settled after 100 ms of silence by a guess that ends with the last sound', () => {
    write(1000, true);
    utterance.guess('yes', 990);
    write(80, false);
    expect(utterance.isSettled(0)).toBe(false);
    write(20, false);
    expect(utterance.isSettled(1000)).toBe(true);
  });

  it('is not settled by a guess that lacks the last words, before the service had time for them', () => {
    write(1000, true);
    utterance.guess('yes', 400);
    write(480, false);
    expect(utterance.isSettled(500)).toBe(false);
    write(20, false);
    expect(utterance.isSettled(500)).toBe(true);
  });

  it('is not settled without a guess', () => {
    write(1000, false);
    expect(utterance.isSettled(0)).toBe(false);
  });

  it('tells finals in media time, with words that lie within', () => {
    write(1000, true);
    expect(utterance.understand(phrase(10_200, 10_900), -10_000, true)).toEqual({
      type: 'final',
      utterance: 3,
      text: 'Yes.',
      confidence: 0.8,
      language: 'en-US',
      startMs: 5200,
      endMs: 5900,
      words: [{ text: 'yes', startMs: 5200, endMs: 5900 }],
      last: true,
    });
  });

  it('keeps what was not understood yet, and half a minute of that', () => {
    write(1000, true);
    utterance.understand(phrase(0, 600), 0, false);
    expect(utterance.audio.fromMs).toBe(600);
    write(40_000, false);
    expect(utterance.audio.lengthMs - utterance.audio.fromMs).toBeLessThanOrEqual(30_020);
  });

  it('is all understood when its finals reach to its last sound', () => {
    write(1000, true);
    write(600, false);
    expect(utterance.allUnderstood).toBe(false);
    utterance.understand(phrase(0, 600), 0, false);
    expect(utterance.allUnderstood).toBe(false);
    utterance.understand(phrase(600, 980), 0, false);
    expect(utterance.allUnderstood).toBe(true);
    utterance.guess('and', 1500);
    expect(utterance.allUnderstood).toBe(false);
  });

  it('ends with what was guessed where nothing better comes, and says that it is not sure', () => {
    write(1000, true);
    utterance.understand(phrase(0, 600), 0, false);
    utterance.guess('please', 900);
    expect(utterance.conclude()).toMatchObject({
      text: 'please',
      confidence: 0.5,
      startMs: 5600,
      endMs: 6000,
      last: true,
    });
  });

  it('ends without words where none were heard', () => {
    write(400, false);
    expect(utterance.conclude()).toMatchObject({ text: '', confidence: 0, startMs: 5000, endMs: 5400 });
  });
});
