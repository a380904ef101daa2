import type { ProviderDescriptor } from '@app/core';
import { OpenAiSettings } from './openai-settings';

/** Replies by any server that speaks the chat completions of OpenAI. */
export const openAiReplies: ProviderDescriptor<'ai', OpenAiSettings> = {
  kind: 'ai',
  name: 'openai',
  settings: OpenAiSettings,
  load: async () => {
    const { makeOpenAiReplies } = await import('./openai-replies');
    return makeOpenAiReplies;
  },
};
