import { dictatedDigits, isWholeNumber } from '../language/dictated-digits';
import type { PhraseTable } from '../language/phrase-table';
import { phrasesOf } from '../language/phrases-of';
import { spokenWords } from '../language/spoken-words';
import type { EndpointReason } from './endpointing-strategy';

const HANGING = /(?:[,，、:：;；—–-]|\.{2,}|…)["'”’」』]*$/u;
const ASKED = /[?？]["'”’」』)]*$/u;
const STOPPED = /[.!。！]["'”’」』)]*$/u;

/** What the caller's words say about whether there are more to come. Punctuation helps; nothing depends on it. */
export function read(text: string, language: string): EndpointReason {
  const trimmed = text.trim();
  const words = spokenWords(trimmed);
  const phrases = phrasesOf(trimmed, language);
  return (
    readNumber(words, phrases) ??
    (HANGING.test(trimmed) ? readHanging(words, phrases) : null) ??
    (phrases && readPhrases(words, trimmed, phrases)) ??
    readPunctuation(trimmed) ??
    (phrases?.clause.test(words) ? 'clause' : 'caller-pace')
  );
}

function readNumber(words: string, phrases: PhraseTable | null): EndpointReason | null {
  const dictated = dictatedDigits(words);
  if (!dictated) return null;
  const { digits, before } = dictated;
  if (isWholeNumber(digits)) return 'complete';
  if (phrases?.longNumber.test(before)) return 'number';
  // A code or a room may be whole, so may a local number; and there is no knowing what would be longer than a card.
  const maybeWhole = /^(?:.{7,8}|.{17,})$/.test(digits) && !/^1[3-9]/.test(digits);
  const short = digits.length >= 3 && phrases?.shortNumber.test(before);
  return maybeWhole || short ? 'caller-pace' : 'number';
}

const readHanging = (words: string, phrases: PhraseTable | null): EndpointReason =>
  phrases?.hesitation.test(words) ? 'hesitation' : 'unfinished';

/** The strongest signs first: a whole turn, then what no turn ends with, then what makes one whole. */
function readPhrases(words: string, text: string, phrases: PhraseTable): EndpointReason | null {
  if (phrases.greeting.test(words)) return 'greeting';
  if (phrases.shortAnswer.test(words)) return 'short-answer';
  if (phrases.goodbye.test(words)) return 'goodbye';
  if (phrases.hesitation.test(words)) return 'hesitation';
  if (phrases.dangling.test(words)) return 'unfinished';
  const asks = phrases.question.test(words);
  if (ASKED.test(text)) return 'question';
  if (phrases.leaning.test(words)) return asks || STOPPED.test(text) ? 'caller-pace' : 'unfinished';
  if (asks) return 'question';
  return phrases.closing.test(words) ? 'complete' : null;
}

function readPunctuation(text: string): EndpointReason | null {
  if (ASKED.test(text)) return 'question';
  return STOPPED.test(text) ? 'complete' : null;
}
