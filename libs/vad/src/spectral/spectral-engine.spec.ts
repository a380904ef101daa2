import { Configuration } from '@app/config';
import type { SpeechVerdict } from '@app/core';
import { describeContract, voiceActivityContract } from '@app/testing';
import { loadEngine, vadFragments } from '../load-engine';
import { SpectralEngine } from './spectral-engine';
import type { SpectralModel } from './spectral-model';
import { INPUTS } from './spectral-features';
import { SpectralSettings } from './spectral-settings';

describeContract('spectral', voiceActivityContract, {
  make: async () => new SpectralEngine(new SpectralSettings()),
});

describe('The spectral engine', () => {
  it('is there when it is chosen', async () => {
    const chosen = Configuration.load(vadFragments, { VAD_ENGINE: 'spectral' });
    expect((await loadEngine(chosen)).name).toBe('spectral');
  });

  it.each(['0', '1', 'loud'])('refuses the threshold %s', threshold => {
    expect(() => Configuration.load(vadFragments, { VAD_SPECTRAL_THRESHOLD: threshold })).toThrow(
      'VAD_SPECTRAL_THRESHOLD',
    );
  });

  it('goes on hearing a voice that becomes less sure, and does not begin with it', () => {
    // A model that says 0.53 of silence, between the threshold and what is enough to go on, and 1 of anything loud.
    const weigh = (input: number): number => (input === 0 ? 20 : 0);
    const model: SpectralModel = {
      mean: Array<number>(INPUTS).fill(0),
      scale: Array<number>(INPUTS).fill(1),
      hidden: [Array.from({ length: INPUTS }, (_, i) => weigh(i))],
      hiddenBias: [-20],
      output: [1],
      outputBias: 0.12,
    };
    const heard: SpeechVerdict[] = [];
    const detector = new SpectralEngine({ threshold: 0.6 }, model).open(8000, verdict => heard.push(verdict));
    const loud = Int16Array.from({ length: 160 }, (_, i) => ((i * 7919) % 8001) - 4000);
    let at = 0;
    const feed = (pcm: Int16Array, frames: number): void => {
      for (let i = 0; i < frames; i++, at += 20) detector.process({ pcm, sampleRate: 8000, at });
    };
    feed(new Int16Array(160), 50);
    expect(heard).toEqual([]);
    feed(loud, 10);
    feed(new Int16Array(160), 100);
    expect(heard.map(({ type }) => type)).toEqual(['speech-started']);
  });
});
