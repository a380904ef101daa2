import { durationOf, samplesIn } from '@app/core';
import type { SpeechRun } from './word-times';

/** Fine enough for a plosive, in ms. */
const WINDOW_MS = 10;
/** Silences within a word are shorter than this, pauses between phrases longer. */
const SHORTEST_PAUSE_MS = 80;
/** −50 dB of full scale: below any speech, above any synthesiser's noise. */
const SOUND = 32768 * 10 ** (-50 / 20);

/** Where there is sound, found by its level alone, for engines that do not tell. */
export function voicedRuns(pcm: Int16Array, sampleRate: number): SpeechRun[] {
  const window = samplesIn(WINDOW_MS, sampleRate);
  const runs: { startMs: number; endMs: number; cutsMs: number[] }[] = [];
  for (let from = 0; from < pcm.length; from += window) {
    const to = Math.min(from + window, pcm.length);
    if (!sounds(pcm, from, to)) continue;
    const startMs = durationOf(from, sampleRate);
    const endMs = durationOf(to, sampleRate);
    const last = runs.at(-1);
    if (last && startMs - last.endMs < SHORTEST_PAUSE_MS) last.endMs = endMs;
    else runs.push({ startMs, endMs, cutsMs: [] });
  }
  return runs;
}

function sounds(pcm: Int16Array, from: number, to: number): boolean {
  let sum = 0;
  for (let i = from; i < to; i++) sum += pcm[i]! * pcm[i]!;
  return sum > SOUND * SOUND * (to - from);
}
