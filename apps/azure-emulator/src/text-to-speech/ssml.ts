/** What an SSML document wants said. */
export interface SpokenDocument {
  readonly voice: string;
  readonly language: string;
  /** Without markup; entities are characters again. */
  readonly text: string;
}

/** The service closes the connection with 1007 and the like of this message. */
export class SsmlError extends Error {}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

interface Open {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/**
 * Reads SSML as strictly as a client's mistakes deserve: elements nest, texts are escaped, there is one voice.
 * @throws SsmlError saying what is wrong
 */
export function parseSsml(ssml: string): SpokenDocument {
  const open: Open[] = [];
  let text = '';
  let voice: string | null = null;
  let language: string | null = null;
  for (const [, close, name, rest, empty, said] of ssml.trim().matchAll(PIECE)) {
    if (said !== undefined) {
      const characters = unescaped(said);
      if (characters.trim() !== '' && open.length === 0) throw new SsmlError('text outside of the document');
      text += open.some(each => each.name === 'voice') ? characters : '';
    } else if (name === undefined) continue;
    else if (close === '/') {
      if (open.pop()?.name !== name) throw new SsmlError(`</${name}> closes what is not open`);
    } else {
      const attributes = attributesOf(rest ?? '');
      if (open.length === 0 && name !== 'speak') throw new SsmlError(`the document is a <${name}>`);
      if (name === 'speak') language = attributes.get('xml:lang') ?? null;
      if (name === 'voice') voice = attributes.get('name') ?? null;
      if (name === 'break' || name === 'p' || name === 's') text += ' ';
      if (empty !== '/') open.push({ name, attributes });
    }
  }
  if (open.length > 0) throw new SsmlError(`<${open.at(-1)!.name}> is not closed`);
  if (language === null) throw new SsmlError('speak has no xml:lang');
  if (voice === null) throw new SsmlError('there is no voice with a name');
  return { voice, language, text: text.replace(/\s+/g, ' ').trim() };
}

/** A comment or declaration, a tag, or text; a stray `<` is a text that `unescaped` turns down. */
const PIECE =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+|<)/g;

function attributesOf(text: string): Map<string, string> {
  const found = text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  return new Map([...found].map(([, name, double, single]) => [name!, unescaped(double ?? single ?? '')]));
}

function unescaped(text: string): string {
  if (text.includes('<')) throw new SsmlError('a < that begins no element');
  return text.replace(/&(#x[\da-f]+|#\d+|\w+)?(;?)/gi, (_, name: string | undefined, end: string) => {
    if (name === undefined || end === '') throw new SsmlError('a & that begins no entity');
    if (name.startsWith('#x')) return String.fromCodePoint(parseInt(name.slice(2), 16));
    if (name.startsWith('#')) return String.fromCodePoint(Number(name.slice(1)));
    const character = ENTITIES[name];
    if (character === undefined) throw new SsmlError(`an entity &${name}; that XML does not know`);
    return character;
  });
}
