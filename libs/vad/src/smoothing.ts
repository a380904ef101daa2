import { FRAME_MS } from '@app/core';
import type { Millis, SpeechVerdictSink } from '@app/core';

export interface SmoothingSettings {
  /** How long a frame is. */
  readonly frameMs: Millis;
  /** Speech begins when this many of the last `onsetWindow` frames are speech. */
  readonly onsetFrames: number;
  /** At most 31. */
  readonly onsetWindow: number;
  /** Speech ends after this long without a frame of it. */
  readonly hangoverMs: Millis;
}

export const defaultSmoothing: SmoothingSettings = {
  frameMs: FRAME_MS,
  onsetFrames: 3,
  onsetWindow: 4,
  hangoverMs: 200,
};

/**
 * Turns yes and no for each frame into speech that begins and ends: a click does not begin it, a closed consonant does
 * not end it. Each verdict carries the media time of the change itself.
 */
export class Smoothing {
  private speaking = false;
  /** The last frames, newest in the lowest bit: 1 is speech. */
  private recent = 0;
  private speechEndedAt: Millis = 0;
  private readonly window: number;

  constructor(
    private readonly settings: SmoothingSettings,
    private readonly sink: SpeechVerdictSink,
  ) {
    this.window = (1 << settings.onsetWindow) - 1;
  }

  /**
   * @param isSpeech whether the frame is speech
   * @param at media time of its first sample
   * @param probability of speech in it, 0–1: how sure a verdict is
   */
  push(isSpeech: boolean, at: Millis, probability: number): void {
    this.recent = ((this.recent << 1) | (isSpeech ? 1 : 0)) & this.window;
    const end = at + this.settings.frameMs;
    if (isSpeech) this.speechEndedAt = end;
    if (!this.speaking) this.listen(end, probability);
    else if (end - this.speechEndedAt >= this.settings.hangoverMs) {
      this.speaking = false;
      this.recent = 0;
      this.sink({ type: 'speech-ended', at: this.speechEndedAt, confidence: 1 - probability });
    }
  }

  private listen(end: Millis, probability: number): void {
    if (bits(this.recent) < this.settings.onsetFrames) return;
    this.speaking = true;
    const framesAgo = 32 - Math.clz32(this.recent);
    this.sink({
      type: 'speech-started',
      at: end - framesAgo * this.settings.frameMs,
      confidence: probability,
    });
  }
}

/** How many bits of a small number are set. */
function bits(value: number): number {
  let count = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) count++;
  return count;
}
