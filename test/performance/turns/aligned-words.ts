import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Interval } from '../vad/align-by-energy';
import { loadRecordings } from '../vad/recordings';
import type { Recording } from '../vad/recordings';

/** A recording with what is said in it. */
export interface SpokenRecording extends Recording {
  readonly language: string;
  readonly transcript: string;
  /** Each word, ms; null where only the stretches of speech are aligned. */
  readonly words: readonly (readonly [number, number, string])[] | null;
  /** What is said in each stretch of speech. */
  readonly phrases: readonly string[];
}

interface Entry {
  readonly file: string;
  readonly language: string;
  readonly transcript: string;
  readonly words?: readonly (readonly [number, number, string])[];
}

/** What is said between the pauses of a recording that is aligned by its energy, where it has any. */
const PHRASES: Readonly<Record<string, readonly string[]>> = {
  jfk: [
    'and so my fellow americans',
    'ask',
    'not',
    'what your country can do for you',
    'ask what you can do for your country',
  ],
};

/** The recordings of test/audio; where words are aligned, they are the speech. */
export function loadSpokenRecordings(): SpokenRecording[] {
  const manifest = JSON.parse(readFileSync(join(process.cwd(), 'test/audio/manifest.json'), 'utf8')) as {
    files: Entry[];
  };
  return loadRecordings().map(recording => {
    const entry = manifest.files.find(({ file }) => file.replace('.wav', '') === recording.name)!;
    const words = entry.words?.map(([start, end, text]) => [start * 1000, end * 1000, text] as const) ?? null;
    return {
      ...recording,
      language: entry.language,
      transcript: entry.transcript,
      words,
      phrases: PHRASES[recording.name] ?? [entry.transcript],
      speech: words?.map(([start, end]): Interval => [start, end]) ?? recording.speech,
    };
  });
}
