import type { ProviderDescriptor } from '@app/core';
import { SherpaSttSettings } from './sherpa-stt-settings';

/** Free dictation on this machine by sherpa-onnx, with a streaming model the operator brings. */
export const sherpaStt: ProviderDescriptor<'stt', SherpaSttSettings> = {
  kind: 'stt',
  name: 'sherpa',
  settings: SherpaSttSettings,
  load: async () => {
    const { SherpaSpeechToText } = await import('./sherpa-stt');
    return settings => SherpaSpeechToText.start(settings);
  },
};
