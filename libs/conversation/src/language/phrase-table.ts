/** How the end of a turn sounds in one language. Each pattern is asked of `spokenWords`. */
export interface PhraseTable {
  /** Whole turns: what opens a call… */
  readonly greeting: RegExp;
  /** …closes it… */
  readonly goodbye: RegExp;
  /** …or answers a question in a word. */
  readonly shortAnswer: RegExp;
  /** Endings of one who is still thinking, or asks to be waited for. */
  readonly hesitation: RegExp;
  /** Endings no sentence has: conjunctions, articles, “因为”. They outweigh a recogniser's full stop. */
  readonly dangling: RegExp;
  /** Endings few sentences have ("…to pay for"): a question may end so, and a full stop outweighs them. */
  readonly leaning: RegExp;
  /** What asks, wherever it stands. */
  readonly question: RegExp;
  /** Endings that make a sentence whole: "please", "tomorrow", “了”. */
  readonly closing: RegExp;
  /** At least what a clause needs; a sentence without punctuation may be no more. */
  readonly clause: RegExp;
  /** Says that a long number follows ("my phone number is"), so that four digits are not all. */
  readonly longNumber: RegExp;
  /** Says that a short one does (a code, a room). */
  readonly shortNumber: RegExp;
}
