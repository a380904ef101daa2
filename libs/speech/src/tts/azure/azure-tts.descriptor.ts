import type { ProviderDescriptor } from '@app/core';
import { isConfigured } from '../../azure/azure-speech-settings';
import { AzureTtsSettings } from './azure-tts-settings';

/** Synthesis by the Azure Speech service. */
export const azureTts: ProviderDescriptor<'tts', AzureTtsSettings> = {
  kind: 'tts',
  name: 'azure',
  settings: AzureTtsSettings,
  byDefault: isConfigured,
  load: async () => {
    const { AzureTextToSpeech } = await import('./azure-tts');
    return (settings, context) => AzureTextToSpeech.start(settings, context);
  },
};
