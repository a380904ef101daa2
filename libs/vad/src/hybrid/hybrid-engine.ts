import type { SpeechVerdictSink, VoiceActivity, VoiceActivityDetector } from '@app/core';
import { SileroModel } from '../silero/silero-model';
import type { SileroSettings } from '../silero/silero-settings';
import { WindowDetector, windowSmoothing } from '../silero/window-detector';
import { Smoothing } from '../smoothing';
import { GatedScorer } from './gated-scorer';

/**
 * Silero v5 behind a gate: what does not stand out of the noise is silence, and the network is not asked. The gate looks
 * at the very spectra that the network would hear, so that it costs next to nothing where it opens.
 */
export class HybridEngine implements VoiceActivity {
  readonly name = 'hybrid';

  private constructor(
    private readonly model: SileroModel,
    private readonly threshold: number,
  ) {}

  static async create({ threshold }: SileroSettings): Promise<HybridEngine> {
    return new HybridEngine(await SileroModel.load(), threshold);
  }

  /** @throws RangeError for another rate than 8000 and 16000 Hz */
  open(sampleRate: number, sink: SpeechVerdictSink): VoiceActivityDetector {
    const net = this.model.at(sampleRate);
    return new WindowDetector(
      net,
      new GatedScorer(net),
      this.threshold,
      new Smoothing(windowSmoothing, sink),
    );
  }
}
