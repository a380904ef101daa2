const WORD = /\p{Script=Han}|[\p{L}\p{N}'’]+/gu;

/** Where each word stands in a text. */
export type WordPlaces = ReadonlyMap<string, readonly number[]>;

/** Calls have instructions of their own, but most have none: few texts serve nearly all answers. */
const MOST_TEXTS = 32;

const known = new Map<string, WordPlaces>();

/** Lower case; Chinese characters one by one. */
export const wordsOf = (text: string): string[] => text.toLowerCase().match(WORD) ?? [];

/** Of instructions, which nearly every answer has in common with the one before. */
export function placesIn(instructions: string): WordPlaces {
  const places = known.get(instructions) ?? index(instructions);
  // The one used last comes last: the first is the one not used for longest.
  known.delete(instructions);
  known.set(instructions, places);
  for (const oldest of known.keys()) {
    if (known.size <= MOST_TEXTS) break;
    known.delete(oldest);
  }
  return places;
}

function index(text: string): WordPlaces {
  const places = new Map<string, number[]>();
  for (const [place, word] of wordsOf(text).entries()) {
    const before = places.get(word);
    if (before) before.push(place);
    else places.set(word, [place]);
  }
  return places;
}
