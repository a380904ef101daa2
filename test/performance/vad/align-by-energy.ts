import { BENCH_RATE, meanPower } from './noises';

/** Start and end, ms. */
export type Interval = readonly [number, number];

const STEP_MS = 10;
const STEP = (BENCH_RATE * STEP_MS) / 1000;
/** Of the way from the quiet of the recording to its loud parts, in decibels. */
const THRESHOLD = 0.5;
/** Shorter silence is the closed mouth of a consonant; shorter sound is no speech. */
const SHORTEST_PAUSE_MS = 200;
const SHORTEST_SPEECH_MS = 200;

/**
 * Where somebody speaks in a clean recording at 16 kHz: its level more than half way, in decibels, from its quiet parts
 * (10th percentile) to its loud ones (90th).
 */
export function alignByEnergy(pcm: Int16Array): Interval[] {
  const levels = Array.from({ length: Math.floor(pcm.length / STEP) }, (_, i) =>
    Math.max(-80, 10 * Math.log10(meanPower(pcm, i * STEP, (i + 1) * STEP) / 2 ** 30 + 1e-9)),
  );
  const sorted = [...levels].sort((a, b) => a - b);
  const quiet = sorted[Math.floor(sorted.length * 0.1)] ?? 0;
  const loud = sorted[Math.floor(sorted.length * 0.9)] ?? 0;
  const threshold = quiet + THRESHOLD * (loud - quiet);
  const sound = levels.flatMap((level, i): Interval[] =>
    level > threshold ? [[i * STEP_MS, (i + 1) * STEP_MS]] : [],
  );
  return joined(sound, SHORTEST_PAUSE_MS).filter(([start, end]) => end - start >= SHORTEST_SPEECH_MS);
}

/** Intervals with less than `gapMs` between them become one. */
export function joined(intervals: readonly Interval[], gapMs: number): Interval[] {
  const out: Interval[] = [];
  for (const [start, end] of intervals) {
    const last = out.at(-1);
    if (last && start - last[1] < gapMs) out[out.length - 1] = [last[0], end];
    else out.push([start, end]);
  }
  return out;
}
