import { chinese } from './chinese';
import { english } from './english';
import type { PhraseTable } from './phrase-table';

/**
 * The phrases to judge a text by: the call's language, unless the script says that the caller uses the other one of the
 * two that are known.
 * @returns null where nothing is known of the language: then its punctuation must do
 */
export function phrasesOf(text: string, language: string): PhraseTable | null {
  if (!/^(?:en|zh)\b/i.test(language)) return null;
  return /\p{Script=Han}/u.test(text) ? chinese : english;
}
