import { durationOf, samplesIn } from '@app/core';
import { meanPower } from '../vad/noises';

const STEP_MS = 5;
/** What is further below the loudest of a word is the closed mouth before it, or breath. */
const AUDIBLE_DB = 30;
/** A word's loudest sound comes within this. */
const WORD_MS = 400;

/**
 * When speech that is aligned to begin with the first sample can first be heard, ms: words begin with a closed mouth (t, p)
 * or with next to nothing (h), and below the noise of the line there is nothing to hear.
 */
export function firstSoundMs(pcm: Int16Array, sampleRate: number, gainDb: number, noiseDb: number): number {
  const step = samplesIn(STEP_MS, sampleRate);
  const levels: number[] = [];
  for (let at = 0; at + step <= Math.min(pcm.length, samplesIn(WORD_MS, sampleRate)); at += step) {
    levels.push(10 * Math.log10(meanPower(pcm, at, at + step) / 2 ** 30 + 1e-12) + gainDb);
  }
  const audible = Math.max(noiseDb, Math.max(...levels) - AUDIBLE_DB);
  const first = levels.findIndex(level => level >= audible);
  return durationOf(Math.max(0, first) * step, sampleRate);
}
