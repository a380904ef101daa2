import type { Millis } from '@app/core';
import type { sdk } from '../../azure/speech-sdk';

/** Of 100 ns. */
const TICKS_PER_MS = 10_000;

/** What a recogniser guesses; times are those of its own audio, from the first sample it was given. */
export interface Hypothesis {
  readonly text: string;
  readonly startMs: Millis;
  readonly endMs: Millis;
}

export interface HeardWord {
  readonly text: string;
  readonly startMs: Millis;
  readonly endMs: Millis;
}

/** What it is sure of. */
export interface HeardPhrase extends Hypothesis {
  /** 0–1. */
  readonly confidence: number;
  /** Null where it was not asked to tell languages apart. */
  readonly language: string | null;
  readonly words: readonly HeardWord[];
}

export const hypothesisOf = (result: sdk.SpeechRecognitionResult): Hypothesis => ({
  // A result without words has no text at all.
  text: result.text || '',
  startMs: result.offset / TICKS_PER_MS,
  endMs: (result.offset + result.duration) / TICKS_PER_MS,
});

export function phraseOf(result: sdk.SpeechRecognitionResult): HeardPhrase {
  const hypothesis = hypothesisOf(result);
  const best = hypothesis.text === '' ? undefined : bestOf(result.json);
  return {
    ...hypothesis,
    confidence: Math.min(1, Math.max(0, best?.Confidence ?? (hypothesis.text === '' ? 0 : 1))),
    language: result.language || null,
    words: (best?.DisplayWords ?? best?.Words ?? []).map(({ Word, Offset, Duration }) => ({
      text: Word,
      startMs: Offset / TICKS_PER_MS,
      endMs: (Offset + Duration) / TICKS_PER_MS,
    })),
  };
}

interface WireWord {
  readonly Word: string;
  readonly Offset: number;
  readonly Duration: number;
}

interface Best {
  readonly Confidence?: number;
  readonly Words?: readonly WireWord[];
  /** Words as they are shown, where the service gives them. */
  readonly DisplayWords?: readonly WireWord[];
}

function bestOf(json: string): Best | undefined {
  const { NBest } = JSON.parse(json) as { readonly NBest?: readonly Best[] };
  return NBest?.[0];
}
