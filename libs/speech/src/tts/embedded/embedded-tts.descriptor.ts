import type { ProviderDescriptor } from '@app/core';
import { EmbeddedTtsSettings } from './embedded-tts-settings';

/** Speech inside the package; its engine is loaded with it, not before. */
export const embeddedTts: ProviderDescriptor<'tts', EmbeddedTtsSettings> = {
  kind: 'tts',
  name: 'embedded',
  settings: EmbeddedTtsSettings,
  load: async () => {
    const { EmbeddedTextToSpeech } = await import('./embedded-tts');
    return async settings => {
      const speech = new EmbeddedTextToSpeech(settings);
      await speech.warm();
      return speech;
    };
  },
};
