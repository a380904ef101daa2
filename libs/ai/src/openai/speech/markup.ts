const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
};

/** What is no text: pictures made of characters, their modifiers, control characters and broken ones. */
const NOT_SPOKEN =
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u200d\ufe0e\ufe0f\u20e3\ufffd]|(?![\n\t])\p{Cc}|\p{Cs}|\p{Co}/gu;

/** Takes out of one unit what is to be seen and not heard: tags, Markdown, emoji. */
export class MarkupFilter {
  private atLineStart = true;
  private first = true;

  clean(unit: string): string {
    let text = unit.replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, entity => ENTITIES[entity] ?? entity);
    if (this.atLineStart) text = this.withoutBullet(text);
    this.first = false;
    this.atLineStart = /\n\s*$/.test(unit) || (this.atLineStart && text.trim() === '');
    return withoutMarks(text)
      .replace(NOT_SPOKEN, '')
      .replace(/\s*\n\s*/g, '\n')
      .replace(/[ \t]+/g, ' ');
  }

  /** Bullets, headings, quotes; a number only where a list is clearly meant: a dialogue may well begin with "5." */
  private withoutBullet(text: string): string {
    const bullet = this.first ? /^\s*(?:[-*+•>]|#{1,6}|1[.)])\s+/ : /^\s*(?:[-*+•>]|#{1,6}|\d{1,2}[.)])\s+/;
    return text.replace(bullet, '');
  }
}

function withoutMarks(text: string): string {
  return text
    .replace(/<\/?[a-z!][^>]*>/gi, '')
    .replace(/!?\[(?:doc)?\d+\]/g, '')
    .replace(/\]\([^)\s]*\)?/g, '')
    .replace(/!?\[(?=\S)|(?<=\S)\]/g, '')
    .replace(/[*`|]|~~|^-{3,}\s|={3,}/g, '')
    .replace(/(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
    .replace(/_+/g, ' ');
}
