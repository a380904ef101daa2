import { durationOf, samplesIn } from '@app/core';
import type { Millis } from '@app/core';

/** Quieter than this is silence, of 32767. */
const SILENCE = 200;
const KEEP_BEFORE_MS: Millis = 30;
const KEEP_AFTER_MS: Millis = 90;

/** A clip without its leading and trailing silence: what is cut in front is latency. */
export function trimSilence(pcm: Int16Array, sampleRate: number): { pcm: Int16Array; cutMs: Millis } {
  const first = pcm.findIndex(sample => Math.abs(sample) > SILENCE);
  if (first < 0) return { pcm: pcm.subarray(0, 0), cutMs: 0 };
  const last = pcm.findLastIndex(sample => Math.abs(sample) > SILENCE);
  const start = Math.max(0, first - samplesIn(KEEP_BEFORE_MS, sampleRate));
  const end = Math.min(pcm.length, last + samplesIn(KEEP_AFTER_MS, sampleRate));
  return { pcm: pcm.subarray(start, end), cutMs: durationOf(start, sampleRate) };
}
