import { durationOf, samplesIn } from '@app/core';
import { meanPower } from '../vad/noises';

const STEP_MS = 5;
/** Of the recordings while somebody speaks. */
const SPEECH_DBFS = -26;
/** Speech is active while it is no further below its level than this (ITU-T P.56). */
const MARGIN_DB = 15.9;

/**
 * When speech that is aligned to begin with the first sample can first be heard, ms: words begin with a closed mouth (t, p)
 * or with next to nothing (h), and below the noise of the line there is nothing to hear.
 */
export function firstSoundMs(pcm: Int16Array, sampleRate: number, gainDb: number, noiseDb: number): number {
  const step = samplesIn(STEP_MS, sampleRate);
  const audible = Math.max(noiseDb, SPEECH_DBFS - MARGIN_DB + gainDb);
  for (let at = 0; at + step <= pcm.length; at += step) {
    const level = 10 * Math.log10(meanPower(pcm, at, at + step) / 2 ** 30 + 1e-12) + gainDb;
    if (level >= audible) return durationOf(at, sampleRate);
  }
  return 0;
}
