import { SpectralFeatures } from './spectral-features';
import { SpectralClassifier } from './spectral-model';
import type { SpectralModel } from './spectral-model';
import { spectralWeights } from './spectral-weights';

const RATES: readonly number[] = [8000, 16_000];

/**
 * How likely each frame of one stream is speech, by its spectrum against the noise before it. Keeps about two seconds
 * of the stream in mind, allocates nothing per frame and has no idea of beginnings and ends: those are Smoothing's.
 */
export class SpectralScorer {
  private readonly features: SpectralFeatures;
  private readonly classifier: SpectralClassifier;

  /**
   * @param sampleRate 8000 or 16000 Hz
   * @throws RangeError for another rate
   */
  constructor(sampleRate: number, model: SpectralModel = spectralWeights) {
    if (!RATES.includes(sampleRate))
      throw new RangeError(`the spectral detector does not hear at ${sampleRate} Hz`);
    this.features = new SpectralFeatures(sampleRate);
    this.classifier = new SpectralClassifier(model);
  }

  /**
   * @param pcm the next frame: 20 ms, other lengths are put up with
   * @returns the probability of speech in its newest 32 ms, 0–1, never NaN
   */
  score(pcm: Int16Array): number {
    this.features.push(pcm);
    return this.classifier.classify(this.features.inputs);
  }
}
