import { espeakLanguages, espeakVoice } from './espeak-languages';

const spoken = espeakLanguages(
  `Pty Language       Age/Gender VoiceName          File                 Other Languages
 5  cmn             --/M      Chinese_(Mandarin) sit/cmn              (zh-cmn 5)
 5  yue             --/M      Chinese_(Cantonese) sit/yue
 5  de              --/M      German             gmw/de
 5  pt              --/M      Portuguese         roa/pt
 5  pt-br           --/M      Portuguese_(Brazil) roa/pt-BR
 5  fr-be           --/M      French_(Belgium)   roa/fr-BE
`,
);

describe('The voice for a language', () => {
  it.each([
    ['zh-CN', 'cmn'],
    ['zh', 'cmn'],
    ['zh-HK', 'yue'],
    ['de-AT', 'de'],
    ['pt-BR', 'pt-br'],
    ['pt-PT', 'pt'],
    ['fr-FR', 'fr-be'],
    ['ja-JP', null],
    ['', null],
    ['-o', null],
  ])('%s is spoken by %s', (language, voice) => {
    expect(espeakVoice(language, spoken)).toBe(voice);
  });
});
