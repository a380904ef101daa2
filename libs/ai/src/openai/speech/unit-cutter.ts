/** A word with the space behind it, or whatever stands before and including one East Asian character. */
const UNIT =
  /[^\s\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}。！？；，、：]*(?:\s+|[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}。！？；，、：])/uy;
/** A tag that has begun and may go on behind a space. */
const OPEN_TAG = /<[a-z/!][^>]*$/i;
/** What is longer than this without an end is let go as it is. */
const LONGEST = 160;

/** Cuts a text that streams in into units that can be judged by themselves: none is cut in two, and none waits long. */
export class UnitCutter {
  private pending = '';

  /** @returns the units that are complete, in order; put together with what follows they are the text again */
  push(piece: string): string[] {
    this.pending += piece;
    const units: string[] = [];
    let open = '';
    let end = 0;
    UNIT.lastIndex = 0;
    for (let unit = UNIT.exec(this.pending); unit; unit = UNIT.exec(this.pending)) {
      open += unit[0];
      if (OPEN_TAG.test(open) && open.length < LONGEST) continue;
      units.push(open);
      open = '';
      end = UNIT.lastIndex;
    }
    this.pending = this.pending.slice(end);
    if (this.pending.length < LONGEST) return units;
    return [...units, this.flush()];
  }

  /** What is left when the text is over. */
  flush(): string {
    const rest = this.pending;
    this.pending = '';
    return rest;
  }
}
