/** Where a sentence ends: final punctuation, with quotes and brackets closing behind it. Han punctuation needs no space. */
const END = /[.!?…]+["'”’)\]]*(?=\s)|[。！？；]+["'”’」』）]*|\n+/gu;

/** What ends in a full stop without ending a sentence. */
const ABBREVIATION = /(?:^|\s)(?:mr|mrs|ms|dr|prof|st|no|vs|etc|e\.g|i\.e|[a-z])\.$/i;

/** A first piece shorter than this is joined with the next: synthesis of "No." alone costs a pause. */
const SHORTEST = 4;

/** Cuts a reply that streams in into sentences, each as soon as its end is certain. */
export class SentenceSplitter {
  private pending = '';

  /** @returns the sentences completed by this piece. */
  push(text: string): string[] {
    this.pending += text;
    const sentences: string[] = [];
    let start = 0;
    for (const end of this.pending.matchAll(END)) {
      const sentence = this.pending.slice(start, end.index + end[0].length).trim();
      if (sentence.length < SHORTEST || ABBREVIATION.test(sentence)) continue;
      sentences.push(sentence);
      start = end.index + end[0].length;
    }
    this.pending = this.pending.slice(start);
    return sentences;
  }

  /** Whether a sentence has begun that is not complete. */
  get unfinished(): boolean {
    return this.pending.trim() !== '';
  }

  /** The reply is over: what is left of it, or null. */
  flush(): string | null {
    const rest = this.pending.trim();
    this.pending = '';
    return rest === '' ? null : rest;
  }
}

/** The sentences of a text that is all there, cut where they would be if it streamed in. */
export function sentencesIn(text: string): string[] {
  const splitter = new SentenceSplitter();
  const sentences = splitter.push(text);
  const rest = splitter.flush();
  return rest === null ? sentences : [...sentences, rest];
}
