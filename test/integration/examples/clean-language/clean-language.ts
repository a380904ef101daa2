import type { StageDescriptor } from '@app/core';

const RUDE = /\b(damn|crap|bloody)\b/gi;

/** Replaces rude words of the assistant's before they are spoken. */
export const cleanLanguage: StageDescriptor = {
  name: 'clean_language',
  on: 'assistant-text',
  budgetMs: 5,
  create: () => ({ process: text => text.replace(RUDE, 'goodness') }),
};
