import { FRAME_MS, samplesIn } from '@app/core';
import type { SpeechVerdict, VoiceActivity } from '@app/core';
import type { TestCall } from './test-calls';

/** A verdict, and the media time that had been fed when it was given. */
export interface HeardVerdict extends SpeechVerdict {
  readonly knownAt: number;
}

/** What an engine says of a call, fed frame by frame in one lent frame as on the listen path. */
export function listen(
  engine: VoiceActivity,
  { pcm, sampleRate }: Pick<TestCall, 'pcm' | 'sampleRate'>,
): HeardVerdict[] {
  const verdicts: HeardVerdict[] = [];
  let knownAt = 0;
  const detector = engine.open(sampleRate, verdict => verdicts.push({ ...verdict, knownAt }));
  const length = samplesIn(FRAME_MS, sampleRate);
  const lent = new Int16Array(length);
  for (let from = 0; from + length <= pcm.length; from += length) {
    lent.set(pcm.subarray(from, from + length));
    const at = (from * 1000) / sampleRate;
    knownAt = at + FRAME_MS;
    detector.process({ pcm: lent, sampleRate, at });
  }
  detector.close();
  return verdicts;
}
