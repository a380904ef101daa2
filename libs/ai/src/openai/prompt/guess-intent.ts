import { loadScript } from '../../script/load';
import { indexScript, match } from '../../script/match';
import type { GuessIntent } from './chat-prompt';

/** The intents of the reply script, which the embedded engine answers by, are a hint to a model. @throws ScriptError */
export function intentsOfScript(file: string): GuessIntent {
  const index = indexScript(loadScript(file || undefined));
  return words => match(index, words)?.intent.name.replaceAll('_', ' ') ?? null;
}
