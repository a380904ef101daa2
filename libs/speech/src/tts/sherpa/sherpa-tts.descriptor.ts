import type { ProviderDescriptor } from '@app/core';
import { SherpaTtsSettings } from './sherpa-tts-settings';

/** Neural speech on this machine by sherpa-onnx, with a voice the operator brings. */
export const sherpaTts: ProviderDescriptor<'tts', SherpaTtsSettings> = {
  kind: 'tts',
  name: 'sherpa',
  settings: SherpaTtsSettings,
  load: async () => {
    const { SherpaTextToSpeech } = await import('./sherpa-tts');
    return (settings, { clock }) => SherpaTextToSpeech.start(settings, clock);
  },
};
