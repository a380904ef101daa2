const HAN = /\p{Script=Han}/u;

/** What recognisers and people write in one word and others in two. `'s` is left out: it is "is" as often as not. */
const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/\bwon't\b/g, 'will not'],
  [/\bcan't\b|\bcannot\b/g, 'can not'],
  [/n't\b/g, ' not'],
  [/'m\b/g, ' am'],
  [/'re\b/g, ' are'],
  [/'ve\b/g, ' have'],
  [/'ll\b/g, ' will'],
  [/'d\b/g, ' would'],
  [/\b(what|who|that|it|there|here|he|she|how|where)'s\b/g, '$1 is'],
];

const HESITATION = /(?<=^| )(um+|uh+|er+m?|hm+|mm+|ah+)(?= |$)/g;

export const hasHan = (text: string): boolean => HAN.test(text);

/**
 * Brings text into the one form that is compared: full-width characters narrow (NFKC), lower case, contractions
 * written out, punctuation and hesitations gone, single spaces between words and none beside Han characters.
 */
export function normalise(text: string): string {
  let plain = text.normalize('NFKC').toLowerCase().replace(/[‘’]/g, "'");
  for (const [short, long] of CONTRACTIONS) plain = plain.replace(short, long);
  return plain
    .replace(/'/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(HESITATION, ' ')
    .replace(/(?<=\p{Script=Han}) +| +(?=\p{Script=Han})/gu, '')
    .replace(/ +/g, ' ')
    .trim();
}
