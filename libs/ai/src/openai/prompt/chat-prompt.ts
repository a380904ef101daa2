import type { HistoryEntry, ReplyRequest } from '@app/core';
import type { ChatCompletionMessageParam } from 'openai/resources/index';
import { markedInput, markedWords, note } from './caller-words';
import type { RecentHistory } from './recent-history';
import { systemPrompt } from './system-prompt';

/** Guesses what the caller wants; null where it has no idea. */
export type GuessIntent = (words: string) => string | null;

export interface PromptParts {
  readonly persona: string;
  readonly history: RecentHistory;
  readonly guessIntent: GuessIntent;
}

interface Line {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

/**
 * The conversation as the model gets it: instructions, what fits of the dialogue, and the caller's turn. One system
 * message at the top and then user and assistant in turn, since many open models' templates take nothing else.
 */
export function chatPrompt(parts: PromptParts, request: ReplyRequest): ChatCompletionMessageParam[] {
  const recent = parts.history.of(request.history);
  const lines = recent.map((entry, at) => spoken(entry, recent[at - 1]));
  if (lines[0]?.role === 'assistant') lines.unshift({ role: 'user', content: note('The call begins.') });
  lines.push(...turnOf(parts.guessIntent, request, wasCutShort(recent.at(-1))));
  const system = { role: 'system', content: systemPrompt(parts.persona, request.settings) } as const;
  return [system, ...alternating(lines)];
}

function spoken(entry: HistoryEntry, before: HistoryEntry | undefined): Line {
  return entry.role === 'assistant'
    ? { role: 'assistant', content: entry.text }
    : { role: 'user', content: markedWords(entry.text, wasCutShort(before)) };
}

const wasCutShort = (entry: HistoryEntry | undefined): boolean =>
  entry?.role === 'assistant' && entry.interrupted;

function turnOf(guessIntent: GuessIntent, { input, said }: ReplyRequest, interrupts: boolean): Line[] {
  const lines: Line[] = [];
  const intent = input.kind === 'dtmf' ? null : guessIntent(input.text);
  if (intent !== null)
    lines.push({
      role: 'user',
      content: note(`By keywords, what the caller says next is about "${intent}". That may be wrong.`),
    });
  lines.push({ role: 'user', content: markedInput(input, interrupts) });
  if (said) lines.push({ role: 'assistant', content: said }, { role: 'user', content: note(GO_ON) });
  return lines;
}

/** Another engine spoke the beginning of this answer. */
const GO_ON =
  'The line broke while you were speaking; the caller heard exactly your last message. Go on from its last word to the ' +
  'end of what you wanted to say. Repeat none of it and do not mention the break.';

function alternating(lines: readonly Line[]): Line[] {
  const merged: Line[] = [];
  for (const line of lines) {
    const last = merged.at(-1);
    if (last?.role !== line.role) merged.push(line);
    else merged[merged.length - 1] = { ...last, content: `${last.content}\n${line.content}` };
  }
  return merged;
}
