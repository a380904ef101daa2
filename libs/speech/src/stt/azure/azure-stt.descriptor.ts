import type { ProviderDescriptor } from '@app/core';
import { isConfigured } from '../../azure/azure-speech-settings';
import { AzureSttSettings } from './azure-stt-settings';

/** Recognition by the Azure Speech service. */
export const azureStt: ProviderDescriptor<'stt', AzureSttSettings> = {
  kind: 'stt',
  name: 'azure',
  settings: AzureSttSettings,
  byDefault: isConfigured,
  load: async () => {
    const { AzureSpeechToText } = await import('./azure-stt');
    return (settings, context) => AzureSpeechToText.start(settings, context);
  },
};
