import { describeContract, voiceActivityContract } from '@app/testing';
import { SpectralEngine } from './spectral-engine';

describeContract('spectral', voiceActivityContract, {
  make: async () => new SpectralEngine({ threshold: 0.5 }),
});
