import type { SpectralModel } from './spectral-model';

/** The energy of a frame and of the last few over the noise floor. */
export const spectralWeights: SpectralModel = {
  mean: Array<number>(36).fill(0),
  scale: Array<number>(36).fill(1),
  hidden: [Array.from({ length: 36 }, (_, i) => (i === 0 || i === 18 ? 0.5 : 0))],
  hiddenBias: [0],
  output: [1.5],
  outputBias: -4,
};
