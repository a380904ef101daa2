import { durationOf, samplesIn } from '@app/core';
import type { Millis, SpeechPart } from '@app/core';
import type { SpokenSentence } from './spoken-codec';

const PIECE_MS: Millis = 200;

/** A kept sentence, as a synthesiser would stream it: each word before the sound it begins in. The sound is lent. */
export function* speakAgain({ sampleRate, pcm, words }: SpokenSentence): Generator<SpeechPart> {
  const piece = samplesIn(PIECE_MS, sampleRate);
  let told = 0;
  for (let from = 0; from < pcm.length; from += piece) {
    const at = durationOf(from, sampleRate);
    const isLast = from + piece >= pcm.length;
    for (let word = words[told]; word && (isLast || word.startMs < at + PIECE_MS); word = words[++told]) {
      yield { type: 'word', ...word };
    }
    yield { type: 'pcm', frame: { pcm: pcm.subarray(from, from + piece), sampleRate, at } };
  }
}
