import { loadScript } from '../../script/load';
import { indexScript, match } from '../../script/match';
import type { GuessIntent } from './chat-prompt';

/**
 * The intents of the reply script, which the embedded engine answers by, are a hint to a model. What merely resembles a
 * phrase is none: a model understands better than that.
 * @throws ScriptError
 */
export function intentsOfScript(file: string): GuessIntent {
  const index = indexScript(loadScript(file || undefined));
  return words => {
    const found = match(index, words);
    if (found?.reason !== 'exact' && found?.reason !== 'keywords') return null;
    return found.intent.name.replaceAll('_', ' ');
  };
}
