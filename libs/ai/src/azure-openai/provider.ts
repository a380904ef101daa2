import type { ProviderDescriptor } from '@app/core';
import { AzureOpenAiSettings, isConfigured } from './azure-openai-settings';

/** Replies by Azure OpenAI. */
export const azureOpenAiReplies: ProviderDescriptor<'ai', AzureOpenAiSettings> = {
  kind: 'ai',
  name: 'azure-openai',
  settings: AzureOpenAiSettings,
  byDefault: isConfigured,
  load: async () => {
    const { makeAzureOpenAiReplies } = await import('./azure-openai-replies');
    return makeAzureOpenAiReplies;
  },
};
