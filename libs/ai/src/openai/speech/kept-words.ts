import { placesIn, wordsOf } from './instruction-words';
import type { WordPlaces } from './instruction-words';

/** A row of so many words of the instructions, or twice as many Chinese characters, is no chance. */
const LEAK = 12;
/** From here on it may become one: words wait until it is clear. */
const SUSPICIOUS = 5;

/**
 * Watches that an answer does not recite the instructions. Words go through at once; a row of them that stands in the
 * instructions as well waits until it ends, and does not go out where it gets too long. Other words for the same thing,
 * or a translation, are not seen.
 */
export class KeptWords {
  private readonly places: WordPlaces;
  /** Weight of the row that ends at a word of the instructions, by its place there. */
  private rows = new Map<number, number>();
  private waiting = '';

  constructor(instructions: string) {
    this.places = placesIn(instructions);
  }

  /** @returns what can go out now; null once too much of the instructions has come in a row */
  pass(unit: string): string | null {
    let longest = this.longest();
    for (const word of wordsOf(unit)) {
      longest = this.follow(word);
      if (longest >= LEAK) return null;
    }
    this.waiting += unit;
    return longest >= SUSPICIOUS ? '' : this.flush();
  }

  /** The answer is over: nothing more will come of what waits. */
  flush(): string {
    const text = this.waiting;
    this.waiting = '';
    return text;
  }

  private follow(word: string): number {
    const weight = /\p{Script=Han}/u.test(word) ? 0.5 : 1;
    const rows = new Map<number, number>();
    for (const place of this.places.get(word) ?? [])
      rows.set(place, (this.rows.get(place - 1) ?? 0) + weight);
    this.rows = rows;
    return this.longest();
  }

  private longest(): number {
    return Math.max(0, ...this.rows.values());
  }
}
