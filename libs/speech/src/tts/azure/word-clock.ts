import type { Millis } from '@app/core';
import type { TimedWord } from '../speaking/spoken-word';

/** Follows the service through a text: it tells of words without punctuation, of punctuation, and not of everything. */
export class WordClock {
  private current = 0;
  /** How much of the current word's text was told of. */
  private offset = 0;
  private startMs: Millis | null = null;
  private endMs: Millis = 0;

  /** @param words of the text, punctuation and all, in order */
  constructor(private readonly words: readonly string[]) {}

  /** @returns the words that are over with it */
  boundary(text: string, startMs: Millis, endMs: Millis): TimedWord[] {
    const found = this.find(text);
    const over: TimedWord[] = [];
    if (found) {
      while (this.current < found.word) over.push(this.next());
      this.offset = found.end;
    }
    this.startMs ??= Math.max(startMs, this.endMs);
    this.endMs = Math.max(endMs, this.startMs);
    return over;
  }

  /** What is left: words that were not told of have no length. */
  *rest(): Generator<TimedWord> {
    while (this.current < this.words.length) yield this.next();
  }

  private next(): TimedWord {
    const text = this.words[this.current++] ?? '';
    const startMs = this.startMs ?? this.endMs;
    this.startMs = null;
    this.offset = 0;
    return { text, startMs, endMs: this.endMs };
  }

  private find(text: string): { readonly word: number; readonly end: number } | null {
    for (let word = this.current; word < this.words.length; word++) {
      const at = this.words[word]!.indexOf(text, word === this.current ? this.offset : 0);
      if (at >= 0) return { word, end: at + text.length };
    }
    return null;
  }
}
