import { setImmediate } from 'node:timers/promises';
import { raceAbort, samplesIn } from '@app/core';
import type { FinalTranscript, Millis, Scope, SpeechToText } from '@app/core';
import { Intake } from '../listening/intake';

/** Recorded sound. */
export interface Clip {
  /** Mono. */
  readonly pcm: Int16Array;
  readonly sampleRate: number;
}

const LISTEN_RATE = 16_000;

/** Silence behind the clip: recognisers decide by it. */
const TAIL_MS: Millis = 300;

/** A clip is taken in pieces of this length, and live calls are served in between. */
const PIECE_MS: Millis = 500;

/** What is said in a clip. @throws VoiceError when the recogniser fails */
export async function recogniseClip(
  speechToText: SpeechToText,
  clip: Clip,
  language: string,
  scope: Scope,
): Promise<{ readonly text: string; readonly confidence: number }> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  promise.catch(() => undefined);
  const finals: FinalTranscript[] = [];
  const recognition = speechToText.open(
    { language, sampleRate: LISTEN_RATE, phrases: [], whole: true },
    {
      transcript: transcript => {
        if (transcript.type !== 'final') return;
        if (transcript.text !== '') finals.push(transcript);
        if (transcript.last) resolve();
      },
      failed: reject,
    },
    scope,
  );
  try {
    const intake = new Intake(LISTEN_RATE, frame => recognition.write(frame));
    const piece = samplesIn(PIECE_MS, clip.sampleRate);
    for (let from = 0; from < clip.pcm.length; from += piece) {
      intake.write(clip.pcm.subarray(from, from + piece), clip.sampleRate);
      await setImmediate();
      scope.signal.throwIfAborted();
    }
    intake.write(new Int16Array(samplesIn(TAIL_MS, clip.sampleRate)), clip.sampleRate);
    recognition.endUtterance();
    await raceAbort(promise, scope.signal);
  } finally {
    recognition.close();
  }
  const confidence = finals.reduce((sum, final) => sum + final.confidence, 0) / (finals.length || 1);
  return { text: finals.map(final => final.text).join(' '), confidence };
}
