/** Pronunciations by word, as phones of the acoustic model; the first is the usual one. */
export type Pronunciations = ReadonlyMap<string, readonly string[]>;

export interface Grammar {
  /** `[word, phones]`; other pronunciations of a word are called `word(2)`. */
  readonly words: readonly (readonly [string, string])[];
  /** Java Speech Grammar Format. */
  readonly jsgf: string;
  /** Phrases with a word nobody knows how to pronounce: they are left out. */
  readonly unspeakable: readonly string[];
}

/** The silence between two phrases of one utterance, as a word of its own. */
const PAUSE = 'xs';

/** How likely a phrase is followed by another. */
const MORE = 0.1;

/**
 * One phrase, or several with pauses between them. Whether any of it was said at all is not the grammar's to tell: see
 * judgement.ts.
 */
export function makeGrammar(phrases: readonly string[], pronunciations: Pronunciations): Grammar {
  const unspeakable: string[] = [];
  const speakable: string[] = [];
  for (const phrase of new Set(phrases.map(plain))) {
    if (phrase === '') continue;
    (phrase.split(' ').every(word => pronunciations.has(word)) ? speakable : unspeakable).push(phrase);
  }
  const vocabulary = new Set(speakable.flatMap(phrase => phrase.split(' ')));
  const words = [...vocabulary].flatMap(word =>
    (pronunciations.get(word) ?? []).map(
      (phones, i) => [i === 0 ? word : `${word}(${i + 1})`, phones] as const,
    ),
  );
  return { words: [...words, [PAUSE, 'SIL']], jsgf: jsgf(speakable), unspeakable };
}

/** Lower case, Latin letters and apostrophes only; '' for a phrase in another script. */
function plain(phrase: string): string {
  const text = phrase
    .toLowerCase()
    .replace(/[^\p{L}\p{N}'\s]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return /^[a-z' ]+$/.test(text) ? text : '';
}

function jsgf(phrases: readonly string[]): string {
  return [
    '#JSGF V1.0;',
    'grammar calls;',
    'public <utterance> = <say>;',
    '<say> = <phrase> <more>;',
    `<more> = /1/ <NULL> | /${MORE}/ ${PAUSE} <say>;`,
    `<phrase> = ${byFirstWord(phrases).join(' | ') || PAUSE};`,
    '',
  ].join('\n');
}

/** Phrases with the same first word share it: a third less to search. Sharing more of them makes it slower again. */
function byFirstWord(phrases: readonly string[]): string[] {
  const rests = new Map<string, string[]>();
  for (const phrase of phrases) {
    const [first = '', ...rest] = phrase.split(' ');
    rests.set(first, [...(rests.get(first) ?? []), rest.join(' ')]);
  }
  return [...rests].flatMap(([first, all]) => {
    const longer = all.filter(rest => rest !== '');
    const alone = longer.length < all.length ? [first] : [];
    if (longer.length === 0) return alone;
    return [...alone, longer.length === 1 ? `${first} ${longer[0]!}` : `${first} (${longer.join(' | ')})`];
  });
}
