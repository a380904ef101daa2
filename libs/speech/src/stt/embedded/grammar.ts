/** Pronunciations by word, as phones of the acoustic model; the first is the usual one. */
export type Pronunciations = ReadonlyMap<string, readonly string[]>;

export interface Grammar {
  /** What the recogniser starts with: silence, and one word for each phone, of which noise is made. */
  readonly fillers: string;
  /** `[word, phones]`; other pronunciations of a word are called `word(2)`. */
  readonly words: readonly (readonly [string, string])[];
  /** Java Speech Grammar Format. */
  readonly jsgf: string;
  /** Phrases with a word nobody knows how to pronounce: they are left out. */
  readonly unspeakable: readonly string[];
}

/** The phones of the model (the CMU set), silence apart. */
const PHONES =
  'AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH'.split(
    ' ',
  );

/** The silence between two phrases of one utterance. */
const PAUSE = 'xs';

/** How likely it is, before anything was heard, that an utterance is none of the phrases. Tried from 1e-6 to 0.1. */
const NOISE_PRIOR = 0.001;

const phoneWord = (phone: string): string => `xx${phone.toLowerCase()}`;

/** Whether a word of a result stands for a sound and not for a word. */
export const isFiller = (word: string): boolean => /^(xx[a-z]+|xs|<.*>|\(null\))$/i.test(word);

/**
 * One or more phrases with pauses between them, or else noise: any sequence of phones. What was said wins over noise
 * only where its words explain the sound better than free phones do, and that is how other speech is turned down.
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
  return { fillers: fillers(), words, jsgf: jsgf(speakable), unspeakable };
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

function fillers(): string {
  const silence = ['<s>', '</s>', '<sil>', PAUSE].map(word => `${word} SIL`);
  return `${[...silence, ...PHONES.map(phone => `${phoneWord(phone)} ${phone}`)].join('\n')}\n`;
}

function jsgf(phrases: readonly string[]): string {
  const noise = [`/1/ ${PAUSE}`, ...PHONES.map(phone => `/1/ ${phoneWord(phone)}`)].join(' | ');
  const say = phrases.length === 0 ? [] : [`/${1 - NOISE_PRIOR}/ <say>`];
  return [
    '#JSGF V1.0;',
    'grammar calls;',
    `public <utterance> = ${[...say, `/${NOISE_PRIOR}/ <noise>`].join(' | ')};`,
    ...(phrases.length === 0
      ? []
      : [
          `<say> = <phrase> [${PAUSE} <say>];`,
          `<phrase> = ${phrases.map(phrase => `(${phrase})`).join(' | ')};`,
        ]),
    '<noise> = <sound> [<noise>];',
    `<sound> = ${noise};`,
    '',
  ].join('\n');
}
