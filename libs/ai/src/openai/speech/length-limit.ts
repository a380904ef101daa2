const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}'’]+/gu;
const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
/** An East Asian character takes about as long to speak as this part of an English word. */
const CHARACTER = 0.6;
const SENTENCE_END = /[.!?…。！？；]["'”’)\]」』）]*\s*$|\n$/u;
/** How far beyond its limit an answer may go to end its sentence. */
const GRACE = 1.5;

/** Ends an answer that is too long to be listened to, where its sentence ends. */
export class LengthLimit {
  private spoken = 0;
  private full = false;

  /** @param words that are enough: about 150 a minute are spoken */
  constructor(private readonly words: number) {}

  /** Whether nothing more goes out. */
  get reached(): boolean {
    return this.full;
  }

  pass(unit: string): string {
    if (this.full) return '';
    for (const word of unit.match(WORD) ?? []) this.spoken += EAST_ASIAN.test(word) ? CHARACTER : 1;
    this.full = this.spoken >= this.words * GRACE || (this.spoken >= this.words && SENTENCE_END.test(unit));
    return unit;
  }
}
