import type { ProviderDescriptor } from '@app/core';
import { SimulatedSttSettings } from './simulated-stt-settings';

export const simulatedStt: ProviderDescriptor<'stt', SimulatedSttSettings> = {
  kind: 'stt',
  name: 'simulated',
  settings: SimulatedSttSettings,
  load: async () => {
    const { SimulatedSpeechToText } = await import('./simulated-stt');
    return async (settings, { clock }) => new SimulatedSpeechToText(settings, clock);
  },
};
