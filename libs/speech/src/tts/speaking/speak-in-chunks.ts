import { asError, deriveAbort, durationOf, samplesIn } from '@app/core';
import type { Millis, SpeechPart } from '@app/core';
import type { SpokenChunk } from './spoken-chunk';
import type { SpokenWord } from './spoken-word';

/** Audio is handed on in pieces of this length: long enough to be cheap, short enough to be dropped. */
const PIECE_MS: Millis = 200;
/** Between two sentences of one text, beyond the silence that each keeps. */
const SENTENCE_PAUSE_MS: Millis = 150;

export type SpeakChunk = (words: readonly SpokenWord[], signal: AbortSignal) => Promise<SpokenChunk>;

/**
 * Speaks chunk after chunk, the next one being made while the one before is taken. Each chunk's word times go before
 * its audio. A text
 * without a sound gives nothing. Throws the signal's reason once it aborts; whichever way it is left,
 * the work begun is told to stop.
 */
export async function* speakInChunks(
  chunks: readonly (readonly SpokenWord[])[],
  speak: SpeakChunk,
  signal: AbortSignal,
): AsyncGenerator<SpeechPart> {
  stopIfAborted(signal);
  const audible = chunks.filter(chunk => chunk.some(word => word.say !== ''));
  const work = deriveAbort(signal);
  const begin = (index: number): Promise<SpokenChunk> | null => {
    const words = audible[index];
    if (!words) return null;
    const speaking = speak(words, work.signal);
    speaking.catch(() => undefined);
    return speaking;
  };
  try {
    let at: Millis = 0;
    let next = begin(0);
    for (let index = 1; next; index++) {
      const chunk = await next;
      next = begin(index);
      const pauseMs = next && chunk.pcm.length > 0 ? SENTENCE_PAUSE_MS : 0;
      for (const part of partsOf(chunk, at, pauseMs)) {
        stopIfAborted(signal);
        yield part;
      }
      at += durationOf(chunk.pcm.length, chunk.sampleRate) + pauseMs;
    }
  } finally {
    work.abort(signal.reason ?? new Error('no longer wanted'));
  }
}

function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw asError(signal.reason);
}

function* partsOf(
  { pcm, sampleRate, words }: SpokenChunk,
  at: Millis,
  pauseMs: Millis,
): Generator<SpeechPart> {
  for (const { text, startMs, endMs } of words)
    yield { type: 'word', text, startMs: at + startMs, endMs: at + endMs };
  const piece = samplesIn(PIECE_MS, sampleRate);
  for (let from = 0; from < pcm.length; from += piece) {
    const samples = pcm.slice(from, from + piece);
    yield { type: 'pcm', frame: { pcm: samples, sampleRate, at: at + durationOf(from, sampleRate) } };
  }
  if (pauseMs === 0) return;
  const silence = new Int16Array(samplesIn(pauseMs, sampleRate));
  const from = at + durationOf(pcm.length, sampleRate);
  yield { type: 'pcm', frame: { pcm: silence, sampleRate, at: from } };
}
