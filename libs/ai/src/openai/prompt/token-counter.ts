/** How many tokens a text has. */
export type TokenCounter = (text: string) => number;

/** Callers' words may look like a model's control tokens; they are text all the same. */
const asPlainText = { disallowedSpecial: new Set<string>() };

/**
 * Loads the vocabulary of the current OpenAI models (o200k): half a second of work and about 65 MB, so once, before the
 * first call. For other models' vocabularies its counts are an estimate, which is what a budget needs.
 */
export async function loadTokenCounter(): Promise<TokenCounter> {
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
  return text => countTokens(text, asPlainText);
}
