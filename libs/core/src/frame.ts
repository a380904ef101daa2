import type { Millis } from './clock';

/** Length of a frame. The whole service thinks in these. */
export const FRAME_MS: Millis = 20;

/**
 * 20 ms of mono PCM16. On the listen path a frame is **lent**: its samples are overwritten soon after the call that
 * handed it over returns, so whoever keeps it copies it; so is one that leaves a call. What a synthesiser makes belongs to
 * the receiver and may have any length.
 */
export interface AudioFrame {
  readonly pcm: Int16Array;
  /** Hz. */
  readonly sampleRate: number;
  /** Media time of the first sample. */
  readonly at: Millis;
}

export const samplesIn = (ms: Millis, sampleRate: number): number => Math.round((ms * sampleRate) / 1000);

export const durationOf = (samples: number, sampleRate: number): Millis => (samples * 1000) / sampleRate;
