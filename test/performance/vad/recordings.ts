import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseWav, resample } from '@app/audio';
import { alignByEnergy } from './align-by-energy';
import type { Interval } from './align-by-energy';
import { BENCH_RATE, meanPower } from './noises';

/** Somebody speaking, clean, at 16 kHz and the level of a telephone call. */
export interface Recording {
  readonly name: string;
  readonly pcm: Int16Array;
  /** Where they speak, ms. */
  readonly speech: readonly Interval[];
}

interface ManifestEntry {
  readonly file: string;
  /** Seconds, by forced alignment. */
  readonly speech?: readonly Interval[];
}

/** Active speech is brought to this level, as recordings for telephone tests are (ITU-T P.56), so mixtures do not clip. */
const SPEECH_DBFS = -26;
const folder = join(process.cwd(), 'test/audio');

/** The recordings of test/audio; those without an alignment are aligned by the energy of the clean signal. */
export function loadRecordings(): Recording[] {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
    files: ManifestEntry[];
  };
  return manifest.files.map(({ file, speech }) => {
    const { pcm, sampleRate } = parseWav(readFileSync(join(folder, file)));
    const samples = resample(pcm, sampleRate, BENCH_RATE);
    const intervals =
      speech?.map(([start, end]): Interval => [start * 1000, end * 1000]) ?? alignByEnergy(samples);
    return levelled({ name: file.replace('.wav', ''), pcm: samples, speech: intervals });
  });
}

/** Mean power while somebody speaks. */
export function speechPower({ pcm, speech }: Recording): number {
  let sum = 0;
  let samples = 0;
  for (const [start, end] of speech) {
    const from = Math.round((start * BENCH_RATE) / 1000);
    const to = Math.min(pcm.length, Math.round((end * BENCH_RATE) / 1000));
    sum += meanPower(pcm, from, to) * (to - from);
    samples += to - from;
  }
  return sum / Math.max(1, samples);
}

export function levelled(recording: Recording, dbfs = SPEECH_DBFS): Recording {
  const gain = Math.sqrt((2 ** 30 * 10 ** (dbfs / 10)) / speechPower(recording));
  return { ...recording, pcm: recording.pcm.map(sample => clip(sample * gain)) };
}

export const clip = (sample: number): number => Math.max(-32_768, Math.min(32_767, Math.round(sample)));
