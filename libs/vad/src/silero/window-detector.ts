import type { AudioFrame, VoiceActivityDetector } from '@app/core';
import type { Smoothing, SmoothingSettings } from '../smoothing';
import { SampleWindow } from './sample-window';
import type { SileroNet } from './silero-net';

/** Says how likely a window is speech; remembers the windows before it. */
export interface WindowScorer {
  /**
   * @param samples context, then window; lent
   * @returns 0–1
   */
  score(samples: Int16Array): number;
}

/**
 * Silero hears 32 ms at once and hardly ever takes a single window for speech that is none, so one will do: begins
 * within two windows of the voice.
 */
export const windowSmoothing: SmoothingSettings = {
  frameMs: 32,
  onsetFrames: 1,
  onsetWindow: 1,
  hangoverMs: 200,
};

/** Once a window was speech, the next may be this much less likely and still count. */
const HYSTERESIS = 0.15;

/** One call whose frames are heard in windows of 32 ms, on the spot. */
export class WindowDetector implements VoiceActivityDetector {
  private readonly window: SampleWindow;
  private open = true;
  private speech = false;

  constructor(
    private readonly net: SileroNet,
    private readonly scorer: WindowScorer,
    private readonly threshold: number,
    private readonly smoothing: Smoothing,
  ) {
    this.window = new SampleWindow(net.window, net.context);
  }

  process({ pcm, sampleRate, at }: AudioFrame): void {
    if (!this.open) return;
    for (let taken = 0; taken < pcm.length;) {
      taken += this.window.take(pcm, taken);
      if (!this.window.full) return;
      this.hear(at + ((taken - this.net.window) * 1000) / sampleRate);
      this.window.next();
    }
  }

  close(): void {
    this.open = false;
  }

  /** @param at media time of the window's first sample */
  private hear(at: number): void {
    const probability = this.scorer.score(this.window.samples);
    this.speech = probability >= (this.speech ? this.threshold - HYSTERESIS : this.threshold);
    this.smoothing.push(this.speech, at, probability);
  }
}
