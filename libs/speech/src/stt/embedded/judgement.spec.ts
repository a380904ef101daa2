import { confidenceOf, fit, isAccepted } from './judgement';
import type { Evidence } from './judgement';

const evidence = (patch: Partial<Evidence> = {}): Evidence => ({
  pathScore: -3000,
  speechFrames: 86,
  otherFrames: 20,
  phrases: 1,
  ...patch,
});

describe('Judging what a grammar understood', () => {
  it('measures the fit by frame, silence counting less', () => {
    expect(fit(evidence())).toBe(-30);
    expect(fit(evidence({ speechFrames: 100, otherFrames: 0 }))).toBe(-30);
  });

  it('accepts what fits and turns down what does not', () => {
    expect(isAccepted(evidence())).toBe(true);
    expect(isAccepted(evidence({ pathScore: -3600 }))).toBe(false);
  });

  it('asks more of several phrases than of one', () => {
    expect(isAccepted(evidence({ phrases: 3 }))).toBe(true);
    expect(isAccepted(evidence({ phrases: 4 }))).toBe(false);
  });

  it('hears nothing where no word is', () => {
    expect(isAccepted(evidence({ pathScore: 0, speechFrames: 0, otherFrames: 0 }))).toBe(false);
  });

  it('is half sure at the border, and surer the better it fits', () => {
    expect(confidenceOf(evidence({ pathScore: -3500 }))).toBeCloseTo(0.5);
    expect(confidenceOf(evidence({ pathScore: -2000 }))).toBeGreaterThan(0.95);
    expect(confidenceOf(evidence({ pathScore: -5000 }))).toBeLessThan(0.05);
  });
});
