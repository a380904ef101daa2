import type { SpokenWord } from './spoken-word';

/** What is synthesised in one go, in characters: some ten seconds of speech, some 100 ms of work. */
const LONGEST = 160;
/** A clause shorter than this is not worth a breath. */
const SHORTEST_CLAUSE = 60;

const SENTENCE_END = /[.!?…。！？；]["'”’」』）)\]]*$/u;
const CLAUSE_END = /[,;:，；：、][”’"')]*$/u;

/** What ends in a full stop without ending a sentence. */
const ABBREVIATION = /^\W*(?:mr|mrs|ms|dr|prof|st|no|vs|etc|[a-z]|(?:[a-z]\.)+[a-z])\.$/i;

/**
 * Cuts words into pieces to synthesise one after the other: sentences; clauses of a sentence that is long; and no
 * piece beyond the limit, whatever the text is. So a long text is heard after its first sentence, and stops after
 * the one in work.
 */
export function chunksOf(words: readonly SpokenWord[]): SpokenWord[][] {
  const chunks: SpokenWord[][] = [[]];
  let length = 0;
  let full = false;
  for (const word of words) {
    // What has no sound goes along with what was said before.
    if (word.say !== '' && (full || (length > 0 && length + word.say.length > LONGEST))) {
      chunks.push([]);
      length = 0;
    }
    chunks.at(-1)?.push(word);
    if (word.say === '') continue;
    length += word.say.length + 1;
    full = endsSentence(word.text) || (length >= SHORTEST_CLAUSE && CLAUSE_END.test(word.text));
  }
  return chunks;
}

export const endsSentence = (word: string): boolean => SENTENCE_END.test(word) && !ABBREVIATION.test(word);

/** Words that a pause follows. */
export const endsPhrase = (word: string): boolean => SENTENCE_END.test(word) || CLAUSE_END.test(word);
