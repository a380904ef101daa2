import { decodeMulaw, encodeMulaw, resample } from '@app/audio';
import { FRAME_MS } from '@app/core';
import type { Interval } from './align-by-energy';
import { BENCH_RATE, meanPower, noises } from './noises';
import type { NoiseName } from './noises';
import { seeded } from './random';
import { clip, speechPower } from './recordings';
import type { Recording } from './recordings';

export type Line = 'wideband' | 'G.711';
export const lines: readonly Line[] = ['wideband', 'G.711'];

/** Decibels. */
export type Snr = 'clean' | number;
export const snrs: readonly Snr[] = ['clean', 20, 10, 5];

/** One call as the service would hear it, and what is true of it. */
export interface TestCall {
  readonly recording: string;
  readonly noise: NoiseName | 'none';
  readonly snr: Snr;
  readonly line: Line;
  readonly sampleRate: number;
  readonly pcm: Int16Array;
  /** Where somebody speaks, ms. */
  readonly speech: readonly Interval[];
}

/** Silence before and after, each, on top of half the recording's length: at least half of a call has no speech. */
const MARGIN_MS = 500;

function paddingOf({ pcm }: Recording): number {
  const lengthMs = (pcm.length * 1000) / BENCH_RATE;
  return Math.ceil((lengthMs / 2 + MARGIN_MS) / FRAME_MS) * FRAME_MS;
}

/** A recording with silence, or the noise alone, around it. */
export function makeCall(
  recording: Recording,
  noise: NoiseName | 'none',
  snr: Snr,
  line: Line,
  others: readonly Recording[],
  seed: number,
  padMs = paddingOf(recording),
): TestCall {
  const pad = (padMs * BENCH_RATE) / 1000;
  const pcm = new Int16Array(recording.pcm.length + 2 * pad);
  pcm.set(recording.pcm, pad);
  if (noise !== 'none' && snr !== 'clean') {
    const voices = others.map(other => other.pcm);
    addNoise(pcm, noises[noise](pcm.length, seeded(seed), voices), speechPower(recording), snr);
  }
  const speech = recording.speech.map(([start, end]): Interval => [start + padMs, end + padMs]);
  return { recording: recording.name, noise, snr, line, speech, ...through(line, pcm) };
}

/** Mixes so that speech while it lasts is `snr` decibels above the noise on average. */
function addNoise(pcm: Int16Array, noise: Float64Array, speech: number, snr: number): void {
  const gain = Math.sqrt(speech / meanPower(noise) / 10 ** (snr / 10));
  for (let i = 0; i < pcm.length; i++) pcm[i] = clip(pcm[i]! + noise[i]! * gain);
}

function through(line: Line, pcm: Int16Array): { pcm: Int16Array; sampleRate: number } {
  if (line === 'wideband') return { pcm, sampleRate: BENCH_RATE };
  const narrow = resample(pcm, BENCH_RATE, 8000);
  const encoded = new Uint8Array(narrow.length);
  encodeMulaw(narrow, encoded);
  decodeMulaw(encoded, narrow);
  return { pcm: narrow, sampleRate: 8000 };
}

/** Each recording clean and with each noise at each ratio, over one line. */
export function* testCalls(recordings: readonly Recording[], line: Line, seed: number): Generator<TestCall> {
  for (const recording of recordings) {
    const others = recordings.filter(other => other !== recording);
    for (const snr of snrs) {
      const kinds = snr === 'clean' ? (['none'] as const) : (Object.keys(noises) as NoiseName[]);
      for (const noise of kinds) yield makeCall(recording, noise, snr, line, others, seed++);
    }
  }
}
