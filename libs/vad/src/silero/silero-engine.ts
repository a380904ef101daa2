import type { SpeechVerdictSink, VoiceActivity, VoiceActivityDetector } from '@app/core';
import { Smoothing } from '../smoothing';
import { SileroModel } from './silero-model';
import { SileroScorer } from './silero-scorer';
import type { SileroSettings } from './silero-settings';
import { WindowDetector, windowSmoothing } from './window-detector';

/**
 * Silero v5, a small neural network, asked about every 32 ms of every call. It runs at once on the listen path: windows
 * of several calls in one run would save less than a tenth (docs/performance.md) and make every verdict late.
 */
export class SileroEngine implements VoiceActivity {
  readonly name = 'silero';

  private constructor(
    private readonly model: SileroModel,
    private readonly threshold: number,
  ) {}

  static async create({ threshold }: SileroSettings): Promise<SileroEngine> {
    return new SileroEngine(await SileroModel.load(), threshold);
  }

  /** @throws RangeError for another rate than 8000 and 16000 Hz */
  open(sampleRate: number, sink: SpeechVerdictSink): VoiceActivityDetector {
    const net = this.model.at(sampleRate);
    return new WindowDetector(
      net,
      new SileroScorer(net),
      this.threshold,
      new Smoothing(windowSmoothing, sink),
    );
  }
}
