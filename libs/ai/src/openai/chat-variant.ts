import type { ChatSettings } from './chat-settings';
import { rules } from './prompt/persona';

/** Everything but the request that an answer depends on: the model, and what it is told and allowed. */
export const chatVariant = (model: string, settings: Readonly<ChatSettings>): string => {
  const { file, persona, offeredTools, historyTokens, maxTokens, maxWords, temperature } = settings;
  return JSON.stringify([
    model,
    file,
    persona,
    rules,
    offeredTools,
    historyTokens,
    maxTokens,
    maxWords,
    temperature,
  ]);
};
