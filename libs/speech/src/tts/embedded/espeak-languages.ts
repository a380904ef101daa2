/** Tags whose voice has another name. */
const NAMES: Readonly<Record<string, string>> = {
  zh: 'cmn',
  'zh-hk': 'yue',
  'zh-mo': 'yue',
  'zh-yue': 'yue',
  no: 'nb',
  iw: 'he',
};

/** Reads the second column of `espeak-ng --voices`: the language tags it speaks. */
export const espeakLanguages = (voices: string): Set<string> =>
  new Set(
    voices
      .split('\n')
      .slice(1)
      .flatMap(line => line.trim().split(/\s+/)[1]?.toLowerCase() ?? []),
  );

/**
 * The espeak-ng voice for a BCP 47 tag: the one for the region, for the language, or any of its regions.
 * @returns null when there is none
 */
export function espeakVoice(language: string, spoken: ReadonlySet<string>): string | null {
  const tag = language.toLowerCase().replaceAll('_', '-');
  const primary = tag.split('-')[0] ?? tag;
  for (const candidate of [NAMES[tag], tag, NAMES[primary], primary]) {
    if (candidate !== undefined && spoken.has(candidate)) return candidate;
  }
  return [...spoken].find(each => each.startsWith(`${primary}-`)) ?? null;
}
