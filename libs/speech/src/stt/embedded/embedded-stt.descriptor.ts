import type { ProviderDescriptor } from '@app/core';
import { EmbeddedSttSettings } from './embedded-stt-settings';

/** Recognition of the reply script's phrases without a network or a key: English, a quiet line. */
export const embeddedStt: ProviderDescriptor<'stt', EmbeddedSttSettings> = {
  kind: 'stt',
  name: 'embedded',
  settings: EmbeddedSttSettings,
  load: async () => {
    const { EmbeddedSpeechToText } = await import('./embedded-stt');
    return (settings, context) => EmbeddedSpeechToText.start(settings, context);
  },
};
