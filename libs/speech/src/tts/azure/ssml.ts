/** How a text is to be spoken. */
export interface Manner {
  /** BCP 47. */
  readonly language: string;
  readonly voice: string;
  /** Of voices that have one, e.g. `customerservice`. */
  readonly style: string | null;
  /** A change such as `+10%`. */
  readonly rate: string | null;
  readonly pitch: string | null;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** What XML 1.0 has no place for (2.2, Char), not even escaped; half of a surrogate pair among it. */
const NO_CHARACTER =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A text as XML has it: whatever it holds, it stays a text. Characters that cannot be there become spaces. */
export const escaped = (text: string): string =>
  text.replace(NO_CHARACTER, ' ').replace(/[&<>"']/g, character => ESCAPES[character] ?? '');

/** The only way to SSML here: each piece that came from elsewhere goes through the escape. */
export function ssmlOf(text: string, { language, voice, style, rate, pitch }: Manner): string {
  const spoken = element('prosody', { rate, pitch }, escaped(text));
  const styled = element('mstts:express-as', { style }, spoken);
  return element(
    'speak',
    {
      version: '1.0',
      xmlns: 'http://www.w3.org/2001/10/synthesis',
      'xmlns:mstts': 'http://www.w3.org/2001/mstts',
      'xml:lang': language,
    },
    element('voice', { name: voice }, styled),
  );
}

/** @param content XML already. @returns the content alone where no attribute has a value */
function element(name: string, attributes: Readonly<Record<string, string | null>>, content: string): string {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === null ? [] : [` ${key}="${escaped(value)}"`],
  );
  return given.length === 0 ? content : `<${name}${given.join('')}>${content}</${name}>`;
}
