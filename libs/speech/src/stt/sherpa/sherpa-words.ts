import type { Millis, TranscriptWord } from '@app/core';
import type { StreamingResult } from './streaming.worker';

/** A word that is followed by a pause is not taken to last longer than this. */
const LONGEST_WORD_MS: Millis = 700;

/** Marks the first piece of a word: SentencePiece's sign, or a blank where the engine has replaced it. */
const FIRST_PIECE = /^[▁ ]/;
const WHOLE_WORD = /^\p{Script=Han}$/u;

/** What was said as one line: models that were trained on capitals only shout, the script does not. */
export const plainText = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase();

/**
 * Words of a result in media time. The engine tells when a token was heard and not how long it lasted: a word is taken to
 * last to the next one. A Chinese character is a word.
 * @param startMs media time of the utterance's first sample
 * @param heardMs length of its audio
 */
export function wordsOf(result: StreamingResult, startMs: Millis, heardMs: Millis): TranscriptWord[] {
  const words: { text: string; at: Millis }[] = [];
  result.tokens.forEach((token, i) => {
    const text = plainText(token.replace(FIRST_PIECE, ''));
    const at = Math.min(heardMs, Math.max(0, (result.timestamps[i] ?? 0) * 1000));
    const last = words.at(-1);
    if (last && !FIRST_PIECE.test(token) && !WHOLE_WORD.test(text) && !WHOLE_WORD.test(last.text)) {
      last.text += text;
    } else words.push({ text, at });
  });
  return words
    .map(({ text, at }, i) => {
      const next = words[i + 1]?.at ?? heardMs;
      const end = Math.max(at, Math.min(next, at + LONGEST_WORD_MS));
      return { text, startMs: startMs + Math.round(at), endMs: startMs + Math.round(end) };
    })
    .filter(({ text }) => text !== '');
}

/** 0–1: the geometric mean of the tokens' probabilities; 1 where the model does not tell, 0 where nothing was said. */
export function confidenceOf({ tokens, ys_probs: logs = [] }: StreamingResult): number {
  if (tokens.length === 0) return 0;
  if (logs.length === 0) return 1;
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  return Math.min(1, Math.max(0, Math.exp(mean)));
}
