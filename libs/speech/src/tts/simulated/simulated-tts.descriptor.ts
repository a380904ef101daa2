import type { ProviderDescriptor } from '@app/core';
import { SimulatedTtsSettings } from './simulated-tts-settings';

export const simulatedTts: ProviderDescriptor<'tts', SimulatedTtsSettings> = {
  kind: 'tts',
  name: 'simulated',
  settings: SimulatedTtsSettings,
  load: async () => {
    const { SimulatedTextToSpeech } = await import('./simulated-tts');
    return async (settings, { clock }) => new SimulatedTextToSpeech(settings, clock);
  },
};
