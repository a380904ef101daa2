import type { ContentFilterResultsForChoiceOutput } from '@azure/openai/types';
import type { ChatCompletionChunk } from 'openai/resources/index';

const categories = [
  'hate',
  'self_harm',
  'sexual',
  'violence',
  'profanity',
  'protected_material_text',
  'protected_material_code',
] as const satisfies readonly (keyof ContentFilterResultsForChoiceOutput)[];

/**
 * The categories a choice was filtered for. With the asynchronous filter they come without any finish reason, after the
 * words they are about.
 */
export const filteredCategories = ({ content_filter_results }: ChatCompletionChunk.Choice): string[] =>
  categories.filter(category => content_filter_results?.[category]?.filtered);
