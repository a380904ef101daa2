import type { FinalTranscript, Millis, Transcript } from '@app/core';

/** The last partial of an utterance. */
export interface Guess {
  readonly utterance: number;
  readonly text: string;
}

/** What the caller has said of a turn that is not committed yet. */
export interface Heard {
  /** The recogniser's utterances that belong to it: from this one on. */
  readonly firstUtterance: number;
  /** Finals so far, in order. */
  readonly finals: readonly FinalTranscript[];
  /** What is guessed of utterances before the newest, whose finals are late. */
  readonly guesses: readonly Guess[];
  /** The newest partial of the newest utterance; '' when there is none. */
  readonly partial: string;
  /** The utterance it belongs to. */
  readonly partialOf: number;
  /** The recogniser does not expect to change that partial. */
  readonly stable: boolean;
  /** Media time at which that partial came. */
  readonly partialAt: Millis;
  /** Media time of the first sound of the speech going on, or of the last one. */
  readonly speechAt: Millis;
  /** Media time of the last sound. */
  readonly silentAt: Millis;
  /** Speech without the pauses. */
  readonly speechMs: Millis;
  /** Words of a turn whose reply the caller talked over before it was heard; they are answered together. */
  readonly before: string;
  /** What is answered already, in case the turn ends with these words; null when nothing is. */
  readonly speculation: string | null;
  /** Speculations this turn has had. */
  readonly speculations: number;
}

export const startHearing = (utterance: number, at: Millis, before = ''): Heard => ({
  firstUtterance: utterance,
  finals: [],
  guesses: [],
  partial: '',
  partialOf: utterance,
  stable: false,
  partialAt: at,
  speechAt: at,
  silentAt: at,
  speechMs: 0,
  before,
  speculation: null,
  speculations: 0,
});

/** @param at media time at which it came */
export function hearTranscript(heard: Heard, transcript: Transcript, at: Millis): Heard {
  if (transcript.utterance < heard.firstUtterance) return heard;
  const { utterance, text } = transcript;
  if (transcript.type === 'partial') {
    const others = guessesBut(heard, utterance);
    return {
      ...heard,
      guesses: others,
      partial: text,
      partialOf: utterance,
      stable: transcript.stable,
      partialAt: at,
    };
  }
  const finals = text === '' ? heard.finals : [...heard.finals, transcript];
  if (utterance !== heard.partialOf) {
    return { ...heard, finals, guesses: heard.guesses.filter(guess => guess.utterance !== utterance) };
  }
  return { ...heard, finals, partial: '', stable: false };
}

/** What is guessed of all utterances but this one. */
function guessesBut({ guesses, partial, partialOf }: Heard, utterance: number): readonly Guess[] {
  if (utterance === partialOf || partial === '') return guesses;
  return [...guesses, { utterance: partialOf, text: partial }];
}

export const hearSilence = (heard: Heard, at: Millis): Heard => ({
  ...heard,
  silentAt: at,
  speechMs: heard.speechMs + Math.max(0, at - heard.speechAt),
});

/** The caller's new words, finals first, then what is only guessed yet. */
export const newWords = (heard: Heard): string =>
  [...heard.finals, ...heard.guesses, { text: heard.partial }]
    .map(({ text }) => text)
    .filter(text => text !== '')
    .join(' ');

/** Everything the turn is about. */
export const wordsOf = (heard: Heard): string =>
  [heard.before, newWords(heard)].filter(text => text !== '').join(' ');

/**
 * Whether the words are not expected to change: all final, or the last of them a stable partial. One that came before
 * the caller's last sound cannot hold the last words.
 */
export const wordsAreStable = (heard: Heard): boolean =>
  newWords(heard) !== '' && (heard.partial === '' || (heard.stable && heard.partialAt >= heard.silentAt));

/** The recogniser's confidence in the words, weighted by their number; 0 when only partials were heard. */
export function confidenceOf(heard: Heard): number {
  let words = 0;
  let sum = 0;
  for (const final of heard.finals) {
    const count = countWords(final.text);
    words += count;
    sum += final.confidence * count;
  }
  return words === 0 ? 0 : sum / words;
}

/** Words in scripts that separate them; characters in those that do not. */
export const countWords = (text: string): number =>
  (text.match(/\p{Script=Han}|[^\s\p{Script=Han}\p{P}]+/gu) ?? []).length;
