import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseWav, resample } from '@app/audio';
import { FRAME_MS, samplesIn } from '@app/core';
import { featureInputs, INPUTS, SpectralFeatures } from './spectral-features';
import { SpectralScorer } from './spectral-scorer';

const recording = (file: string, rate: number): Int16Array => {
  const { pcm, sampleRate } = parseWav(readFileSync(join(__dirname, '../../../../test/audio', file)));
  return resample(pcm, sampleRate, rate);
};

/** Probabilities of each frame, after a second of silence. */
function scores(pcm: Int16Array, rate: number, scorer = new SpectralScorer(rate)): number[] {
  const length = samplesIn(FRAME_MS, rate);
  for (let i = 0; i < 50; i++) scorer.score(new Int16Array(length));
  return Array.from({ length: Math.floor(pcm.length / length) }, (_, i) =>
    scorer.score(pcm.subarray(i * length, (i + 1) * length)),
  );
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Loud enough for two thirds of a loud voice to be cut off. */
const clipped = (sample: number): number => Math.max(-32_768, Math.min(32_767, sample * 12));

const rates = [8000, 16_000] as const;
const square = (i: number): number => (i % 2 === 0 ? 32_767 : -32_768);
const odd: [string, (rate: number) => Int16Array][] = [
  ['zeros', rate => new Int16Array(rate)],
  ['nothing but 0x7FFF', rate => new Int16Array(rate).fill(32_767)],
  ['nothing but -0x8000', rate => new Int16Array(rate).fill(-32_768)],
  ['a constant offset', rate => new Int16Array(rate).fill(8000)],
  ['the highest tone there is', rate => Int16Array.from({ length: rate }, (_, i) => square(i))],
  ['one click', rate => new Int16Array(rate).fill(32_767, 5000, 5001)],
  ['a clipped voice', rate => recording('austen-0880.wav', rate).map(clipped)],
];

describe.each(rates)('The spectral scorer at %d Hz', rate => {
  // From 0.3 to 2.7 s of the recording somebody speaks.
  const voice = recording('austen-0880.wav', rate);
  const spoken = (values: readonly number[]): number => mean(values.slice(20, 130));

  it('tells a voice from silence', () => {
    expect(spoken(scores(voice, rate))).toBeGreaterThan(0.85);
    expect(Math.max(...scores(new Int16Array(rate), rate))).toBeLessThan(0.2);
  });

  it.each([
    ['clipped', clipped],
    ['on a constant offset', (sample: number) => Math.min(32_767, sample + 4000)],
    ['twenty decibels softer', (sample: number) => sample / 10],
  ] as const)('hears a voice %s', (_, change) => {
    expect(spoken(scores(voice.map(change), rate))).toBeGreaterThan(0.75);
  });

  it.each(odd)('gives numbers for %s, and hears the voice that follows', (_, make) => {
    const scorer = new SpectralScorer(rate);
    const during = scores(make(rate), rate, scorer);
    expect(during.every(each => each >= 0 && each <= 1)).toBe(true);
    expect(spoken(scores(voice, rate, scorer))).toBeGreaterThan(0.7);
  });

  it('takes frames of any length, one sample at a time included', () => {
    const scorer = new SpectralScorer(rate);
    for (const length of [0, 1, 7, 159, 321, 5000, 48_000]) {
      const score = scorer.score(voice.subarray(0, length));
      expect(score >= 0 && score <= 1).toBe(true);
    }
    for (const sample of voice.subarray(0, 2000)) {
      const score = scorer.score(Int16Array.of(sample));
      expect(score >= 0 && score <= 1).toBe(true);
    }
    expect(spoken(scores(voice, rate, scorer))).toBeGreaterThan(0.7);
  });

  it('keeps nothing of a frame but its samples: it is lent', () => {
    const lent = new Int16Array(samplesIn(FRAME_MS, rate));
    const scorer = new SpectralScorer(rate);
    const expected = scores(voice, rate);
    for (let i = 0; i < 50; i++) scorer.score(new Int16Array(lent.length));
    const heard = expected.map((_, i) => {
      lent.set(voice.subarray(i * lent.length, (i + 1) * lent.length));
      const score = scorer.score(lent);
      lent.fill(-1);
      return score;
    });
    expect(heard).toEqual(expected);
  });

  it.each(odd)('has no feature that is not a number: %s', (_, make) => {
    const features = new SpectralFeatures(rate);
    const pcm = make(rate);
    for (let from = 0; from < pcm.length; from += 160) {
      features.push(pcm.subarray(from, from + 160));
      expect(features.inputs.every(Number.isFinite)).toBe(true);
    }
  });
});

describe('The spectral features', () => {
  it('have each input once', () => {
    const inputs: number[] = Object.values(featureInputs).flat();
    expect(inputs.sort((a, b) => a - b)).toEqual(Array.from({ length: INPUTS / 2 }, (_, i) => i));
  });

  it.each(rates)('say at %d Hz what they are named after', rate => {
    const tone = (hz: number): SpectralFeatures => {
      const features = new SpectralFeatures(rate);
      for (let frame = 0; frame < 50; frame++) features.push(new Int16Array(rate / 50));
      for (let frame = 0; frame < 5; frame++) {
        const from = (frame * rate) / 50;
        features.push(
          Int16Array.from(
            { length: rate / 50 },
            (_, i) => 9000 * Math.sin((2 * Math.PI * hz * (from + i)) / rate),
          ),
        );
      }
      return features;
    };
    const { inputs } = tone(1000);
    // 1000 Hz cross zero 2000 times a second, a quarter of the steps at 8 kHz.
    expect(inputs[featureInputs.zeroCrossings[0]]).toBeCloseTo(0.25, 1);
    expect(inputs[featureInputs.centroid[0]]).toBeCloseTo(1, 1);
    expect(inputs[featureInputs.rollOff[0]]).toBeCloseTo(1, 1);
    expect(inputs[featureInputs.flatness[0]]).toBeLessThan(-5);
    expect(tone(3000).inputs[featureInputs.centroid[0]]).toBeCloseTo(3, 1);
  });
});

it.each([0, 11_025, 48_000, Number.NaN])('The spectral scorer refuses %d Hz', rate => {
  expect(() => new SpectralScorer(rate)).toThrow(RangeError);
});
