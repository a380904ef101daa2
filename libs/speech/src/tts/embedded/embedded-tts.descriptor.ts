import type { ProviderDescriptor } from '@app/core';
import { EmbeddedTtsSettings } from './embedded-tts-settings';

/** Speech without a network or a key: English inside, other languages where espeak-ng is installed. */
export const embeddedTts: ProviderDescriptor<'tts', EmbeddedTtsSettings> = {
  kind: 'tts',
  name: 'embedded',
  settings: EmbeddedTtsSettings,
  load: async () => {
    const { EmbeddedTextToSpeech } = await import('./embedded-tts');
    return (settings, { clock }) => EmbeddedTextToSpeech.start(settings, clock);
  },
};
