import type { CallState } from './call-state';
import { count, rung } from './ladder';
import { isMadeOfPhrases } from './match';
import type { Match, ScriptIndex } from './match';
import { normalise } from './normalise';
import { languages } from './script';
import type { Intent } from './script';

/**
 * Whether what was said while a message is awaited is answered for itself, instead of being the message.
 *
 * Phrases of the script are, until they asked for a message as often as they can: then they are what was asked for.
 * Single words are not, for any message may hold them. The exception is what asks for a message itself and was not
 * answered yet: an emergency must be heard at once, and after its answer the message is still awaited.
 */
export function interrupts(index: ScriptIndex, state: CallState, found: Match, said: string): boolean {
  const { intent, reason, by } = found;
  if (!intent.duringMessage && !intent.repeats) return false;
  const times = count(state, intent.group);
  const asks = rung(intent.answers, times).message;
  const whole = reason === 'exact' || reason === 'fuzzy' || isMadeOfPhrases(index, said);
  if (!whole) return asks && times === 0;
  return !asks || times < intent.answers.length || isShort(intent, by);
}

/** "Yes" is never a message. */
const isShort = (intent: Intent, text: string): boolean =>
  languages.some(language => intent.short[language].some(short => normalise(short) === text));
