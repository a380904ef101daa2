import { VoiceUnavailableError } from '@app/core';
import { Voices } from './voices';

describe('Voices of Azure', () => {
  it.each([
    ['en-US', 'en-US-AvaMultilingualNeural'],
    ['en-us', 'en-US-AvaMultilingualNeural'],
    ['en', 'en-US-AvaMultilingualNeural'],
    ['en-NZ', 'en-US-AvaMultilingualNeural'],
    ['zh', 'zh-CN-XiaoxiaoNeural'],
    ['de-LI', 'de-DE-KatjaNeural'],
    ['fi', 'fi-FI-SelmaNeural'],
  ])('speak %s as %s where nothing else is asked for', (language, voice) => {
    expect(new Voices({}).for(language, null)).toBe(voice);
  });

  it('are those that were set for a language, or a region of it', () => {
    const voices = new Voices({ en: 'en-GB-RyanNeural', 'de-AT': 'de-AT-JonasNeural' });
    expect(voices.for('en-AU', null)).toBe('en-AU-NatashaNeural');
    expect(voices.for('en-ZA', null)).toBe('en-GB-RyanNeural');
    expect(voices.for('de-AT', null)).toBe('de-AT-JonasNeural');
  });

  it.each(['en-US-Ava:DragonHDLatestNeural', 'zh-CN-liaoning-XiaobeiNeural', 'sr-Latn-RS-NicholasNeural'])(
    'are the one asked for: %s',
    voice => {
      expect(new Voices({}).for('en-US', voice)).toBe(voice);
    },
  );

  it.each(['nobody', '', 'en-US-AvaNeural"/>', 'alloy'])('are never %j', voice => {
    expect(new Voices({}).for('en-US', voice)).toBe('en-US-AvaMultilingualNeural');
  });

  it('are not asked for again once they were turned down; the language’s own has no other', () => {
    const voices = new Voices({});
    expect(voices.turnedDown('en-US-NobodyNeural', 'en-US')).toBe(true);
    expect(voices.for('en-US', 'en-US-NobodyNeural')).toBe('en-US-AvaMultilingualNeural');
    expect(voices.turnedDown('en-US-AvaMultilingualNeural', 'en-US')).toBe(false);
  });

  it('are none for a language that is not known', () => {
    expect(() => new Voices({}).for('tlh', null)).toThrow(VoiceUnavailableError);
  });
});
