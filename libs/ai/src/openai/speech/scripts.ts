/** Scripts that one writing system mixes; every other stands alone. ISO 15924 codes. */
const MIXED: Readonly<Record<string, readonly string[]>> = {
  Hans: ['Hani'],
  Hant: ['Hani'],
  Jpan: ['Hani', 'Hira', 'Kana'],
  Kore: ['Hang', 'Hani'],
};

/** A voice reads these; what else a model may write in is looked for here. */
const KNOWN = [
  'Latn',
  'Hani',
  'Hira',
  'Kana',
  'Hang',
  'Cyrl',
  'Arab',
  'Hebr',
  'Grek',
  'Deva',
  'Thai',
  'Beng',
  'Taml',
  'Telu',
];

const letters = new Map(KNOWN.map(code => [code, new RegExp(`\\p{Script=${code}}`, 'u')]));

/**
 * Keeps an answer in scripts that a voice for this call can read: the one of its language, those the caller used, and
 * Latin, in which names are written everywhere.
 */
export class ScriptFilter {
  private readonly foreign: readonly RegExp[];

  constructor(language: string, heard: string) {
    const native = scriptsOf(language);
    this.foreign = [...letters]
      .filter(([code, letter]) => code !== 'Latn' && !native.includes(code) && !letter.test(heard))
      .map(([, letter]) => letter);
  }

  /** Whether one unit can be spoken. */
  allows(unit: string): boolean {
    return !this.foreign.some(letter => letter.test(unit));
  }
}

function scriptsOf(language: string): readonly string[] {
  try {
    const code = new Intl.Locale(language).maximize().script ?? 'Latn';
    return MIXED[code] ?? [code];
  } catch {
    return ['Latn'];
  }
}
