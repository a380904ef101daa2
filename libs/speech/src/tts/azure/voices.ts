import { VoiceUnavailableError } from '@app/core';

/** A voice of Azure's for each language: the one its own SDK takes where none is named. */
const KNOWN: Readonly<Record<string, string>> = {
  'ar-AE': 'ar-AE-FatimaNeural',
  'ar-SA': 'ar-SA-HamedNeural',
  'cs-CZ': 'cs-CZ-AntoninNeural',
  'da-DK': 'da-DK-ChristelNeural',
  'de-AT': 'de-AT-IngridNeural',
  'de-CH': 'de-CH-JanNeural',
  'de-DE': 'de-DE-KatjaNeural',
  'el-GR': 'el-GR-AthinaNeural',
  'en-AU': 'en-AU-NatashaNeural',
  'en-CA': 'en-CA-ClaraNeural',
  'en-GB': 'en-GB-LibbyNeural',
  'en-IE': 'en-IE-ConnorNeural',
  'en-IN': 'en-IN-NeerjaNeural',
  'en-US': 'en-US-AvaMultilingualNeural',
  'es-ES': 'es-ES-AlvaroNeural',
  'es-MX': 'es-MX-DaliaNeural',
  'fi-FI': 'fi-FI-SelmaNeural',
  'fr-CA': 'fr-CA-SylvieNeural',
  'fr-CH': 'fr-CH-ArianeNeural',
  'fr-FR': 'fr-FR-DeniseNeural',
  'he-IL': 'he-IL-AvriNeural',
  'hi-IN': 'hi-IN-MadhurNeural',
  'hu-HU': 'hu-HU-NoemiNeural',
  'id-ID': 'id-ID-ArdiNeural',
  'it-IT': 'it-IT-IsabellaNeural',
  'ja-JP': 'ja-JP-NanamiNeural',
  'ko-KR': 'ko-KR-SunHiNeural',
  'nb-NO': 'nb-NO-PernilleNeural',
  'nl-BE': 'nl-BE-ArnaudNeural',
  'nl-NL': 'nl-NL-ColetteNeural',
  'pl-PL': 'pl-PL-AgnieszkaNeural',
  'pt-BR': 'pt-BR-FranciscaNeural',
  'pt-PT': 'pt-PT-DuarteNeural',
  'ro-RO': 'ro-RO-AlinaNeural',
  'sv-SE': 'sv-SE-SofieNeural',
  'th-TH': 'th-TH-PremwadeeNeural',
  'tr-TR': 'tr-TR-AhmetNeural',
  'uk-UA': 'uk-UA-OstapNeural',
  'vi-VN': 'vi-VN-HoaiMyNeural',
  'zh-CN': 'zh-CN-XiaoxiaoNeural',
  'zh-HK': 'zh-HK-HiuMaanNeural',
  'zh-TW': 'zh-TW-HsiaoChenNeural',
};

/** Where only the language is told: its region. */
const REGION: Readonly<Record<string, string>> = {
  ar: 'ar-SA',
  de: 'de-DE',
  en: 'en-US',
  es: 'es-ES',
  fr: 'fr-FR',
  nl: 'nl-NL',
  pt: 'pt-BR',
  zh: 'zh-CN',
};

/** A name as Azure's voices have them: a language, a name, and what kind of voice it is. */
const NAME = /^[a-z]{2,3}(-[A-Z][a-z]{3})?-[A-Z0-9]{2,3}(-[a-z]+)?-[A-Za-z]+(:[A-Za-z0-9]+)*$/;

/** Whose voice speaks. */
export class Voices {
  /** Voices the service turned down. */
  private readonly unknown = new Set<string>();
  private readonly chosen: ReadonlyMap<string, string>;

  /** @param chosen voices by language, before those that are known here */
  constructor(chosen: Readonly<Record<string, unknown>>) {
    const named = Object.entries({ ...KNOWN, ...chosen });
    this.chosen = new Map(named.map(([language, voice]) => [language.toLowerCase(), String(voice)]));
  }

  /**
   * The voice asked for, where it looks like one of Azure's and was not turned down yet; else that of the language.
   * @throws VoiceUnavailableError
   */
  for(language: string, asked: string | null): string {
    if (asked !== null && NAME.test(asked) && !this.unknown.has(asked)) return asked;
    const found = this.of(language);
    if (found === undefined) throw new VoiceUnavailableError(`azure has no voice known for ${language}`);
    return found;
  }

  /** The service would not speak with it. @returns whether another could be tried */
  turnedDown(voice: string, language: string): boolean {
    if (voice === this.of(language)) return false;
    this.unknown.add(voice);
    return true;
  }

  private of(language: string): string | undefined {
    const tag = language.toLowerCase();
    const [base = ''] = tag.split('-');
    const region = REGION[base]?.toLowerCase();
    return (
      this.chosen.get(tag) ??
      this.chosen.get(base) ??
      (region === undefined ? undefined : this.chosen.get(region)) ??
      [...this.chosen].find(([known]) => known.startsWith(`${base}-`))?.[1]
    );
  }
}
