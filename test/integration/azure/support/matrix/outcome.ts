import type { VoiceError } from '@app/core';

/** What came of one utterance, reply or sentence. */
export interface Outcome {
  /** What the caller got, in a word or two. */
  readonly heard: string;
  readonly error: VoiceError | null;
  /** What the guard's observer was told. */
  readonly counted: readonly string[];
  /** By the clock of the watchdogs. */
  readonly ms: number;
}

/** One kind of provider under test: made anew for each run, on the emulator, with the same things said to it. */
export interface Rig {
  readonly service: 'stt' | 'chat' | 'tts';
  /** No run may take longer by the clock: its watchdogs together. */
  readonly longestMs: number;
  /** @param standIn whether an engine that needs no network stands behind it */
  run(standIn: boolean): Promise<Outcome>;
  close(): Promise<void>;
}

/** `all`, or how much of it, in two lists of words. */
export function share(got: readonly string[], wanted: readonly string[]): string {
  if (got.length === 0) return 'nothing';
  const same = got.length <= wanted.length && got.every((word, i) => word === wanted[i]);
  if (!same) return 'something else';
  return got.length === wanted.length ? 'all' : 'the beginning';
}
