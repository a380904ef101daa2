import type { CallerInput, HistoryEntry, Profile, Provider, ReplyRequest } from '@app/core';
import { digest } from '../cache-key';
import type { KeyOf } from '../namespace';
import type { ai } from '../namespaces';
import { makerOf } from '../streams/attendance';

/** Words below this were probably others: their answer is nobody else's. */
const SURE_FROM = 0.5;

/**
 * The parameters an answer depends on; null where it is not to be shared: nothing was understood, or another engine has
 * spoken the beginning.
 */
export function replyKey(
  engine: Provider,
  { input, said, history, settings }: ReplyRequest,
): KeyOf<typeof ai> | null {
  const maker = makerOf(engine);
  if (maker === null || said || !isClear(input)) return null;
  const { language, instructions, profile } = settings;
  return {
    ...maker,
    language,
    instructions: digest(instructions ?? ''),
    profile: digest(profileText(profile)),
    history: digest(JSON.stringify(history.map(essence))),
    input: JSON.stringify(input.kind === 'dtmf' ? ['dtmf', input.digits] : [input.kind, plain(input.text)]),
  };
}

function isClear(input: CallerInput): boolean {
  if (input.kind === 'dtmf') return true;
  return input.text.trim() !== '' && (input.kind === 'text' || input.confidence >= SURE_FROM);
}

const plain = (text: string): string => text.normalize().trim().replace(/\s+/g, ' ');

const profileText = (profile: Profile): string =>
  JSON.stringify(Object.entries(profile).sort(([a], [b]) => (a < b ? -1 : 1)));

/** When something was said, and where the words came from, changes no answer. */
const essence = (entry: HistoryEntry): readonly unknown[] =>
  entry.role === 'caller' ? [entry.text] : [entry.text, entry.interrupted];
