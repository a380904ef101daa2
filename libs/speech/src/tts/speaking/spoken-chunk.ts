import { durationOf, samplesIn } from '@app/core';
import type { SpokenWord, TimedWord } from './spoken-word';
import { wordTimes } from './word-times';
import type { SpeechRun } from './word-times';

/** What an engine made of one chunk, trimmed; word times count from its first sample. */
export interface SpokenChunk {
  readonly pcm: Int16Array;
  readonly sampleRate: number;
  readonly words: readonly TimedWord[];
}

/** Silence left around speech, ms. Before it counts as latency; behind it a sentence needs room to end. */
const LEAD_MS = 50;
const TRAIL_MS = 100;

/**
 * Cuts the silence off both ends and times the words.
 * @param runs where there is speech; none: there is nothing to hear, and the chunk is empty
 */
export function spokenChunk(
  pcm: Int16Array,
  sampleRate: number,
  words: readonly SpokenWord[],
  runs: readonly SpeechRun[],
): SpokenChunk {
  const first = runs[0];
  const last = runs.at(-1);
  if (!first || !last) return { pcm: new Int16Array(0), sampleRate, words: [] };
  const from = Math.max(0, samplesIn(first.startMs - LEAD_MS, sampleRate));
  const to = Math.min(pcm.length, samplesIn(last.endMs + TRAIL_MS, sampleRate));
  const cutMs = durationOf(from, sampleRate);
  const lengthMs = durationOf(to - from, sampleRate);
  const within = (ms: number): number => Math.min(lengthMs, Math.max(0, ms - cutMs));
  const timed = wordTimes(words, runs).map(({ text, startMs, endMs }) => ({
    text,
    startMs: within(startMs),
    endMs: within(endMs),
  }));
  return { pcm: pcm.slice(from, to), sampleRate, words: timed };
}
