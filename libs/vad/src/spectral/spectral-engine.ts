import type { AudioFrame, SpeechVerdictSink, VoiceActivity, VoiceActivityDetector } from '@app/core';
import { Smoothing, defaultSmoothing } from '../smoothing';
import type { SpectralModel } from './spectral-model';
import { SpectralScorer } from './spectral-scorer';
import type { SpectralSettings } from './spectral-settings';

/** Once a frame was speech, the next may be this much less likely and still count: voices fade, noise does not come. */
const HYSTERESIS = 0.15;

/** Voice activity by the shape of the spectrum against the noise before it, without anything foreign. */
export class SpectralEngine implements VoiceActivity {
  readonly name = 'spectral';

  /** @param model other weights than its own, to see what they do */
  constructor(
    private readonly settings: SpectralSettings,
    private readonly model?: SpectralModel,
  ) {}

  /** @throws RangeError for another rate than 8000 and 16000 Hz */
  open(sampleRate: number, sink: SpeechVerdictSink): VoiceActivityDetector {
    const scorer = new SpectralScorer(sampleRate, this.model);
    return new SpectralDetector(scorer, this.settings.threshold, new Smoothing(defaultSmoothing, sink));
  }
}

class SpectralDetector implements VoiceActivityDetector {
  private open = true;
  private speech = false;

  constructor(
    private readonly scorer: SpectralScorer,
    private readonly threshold: number,
    private readonly smoothing: Smoothing,
  ) {}

  process({ pcm, at }: AudioFrame): void {
    if (!this.open) return;
    const probability = this.scorer.score(pcm);
    this.speech = probability >= (this.speech ? this.threshold - HYSTERESIS : this.threshold);
    this.smoothing.push(this.speech, at, probability);
  }

  close(): void {
    this.open = false;
  }
}
