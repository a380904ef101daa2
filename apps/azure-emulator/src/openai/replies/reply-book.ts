import type { ChatMessage, ChatRequest } from '../chat-request';

export interface ToolCall {
  readonly name: string;
  readonly arguments: object;
}

/** What the model says. */
export interface Reply {
  readonly text: string;
  /** Only those are made whose functions the request offers. */
  readonly calls: readonly ToolCall[];
}

/** One rule: what is said where the caller's last message matches. */
export interface ReplyRule {
  /** A regular expression, whatever the case; every message where it is left out. */
  readonly when?: string;
  readonly say?: string;
  readonly call?: ToolCall;
}

/**
 * Where replies come from: the caller's own words, a list in the order of the conversation's turns, or rules of which
 * the first that matches counts.
 */
export type ReplyBook =
  | { readonly kind: 'echo' }
  | { readonly kind: 'script'; readonly replies: readonly string[] }
  | { readonly kind: 'rules'; readonly rules: readonly ReplyRule[]; readonly otherwise?: string };

const OTHERWISE = 'I see.';

export function replyTo(request: ChatRequest, book: ReplyBook): Reply {
  switch (book.kind) {
    case 'echo':
      return { text: `You said: ${lastOf(request.messages, 'user')}`, calls: [] };
    case 'script':
      return { text: scripted(request.messages, book.replies), calls: [] };
    case 'rules':
      return byRule(request, book.rules, book.otherwise ?? OTHERWISE);
  }
}

/** As many replies were given as the conversation has; after the last one it begins again. */
function scripted(messages: readonly ChatMessage[], replies: readonly string[]): string {
  const given = messages.filter(({ role }) => role === 'assistant').length;
  return replies[given % replies.length] ?? OTHERWISE;
}

function byRule({ messages, tools }: ChatRequest, rules: readonly ReplyRule[], otherwise: string): Reply {
  const said = lastOf(messages, 'user');
  const rule = rules.find(({ when }) => when === undefined || new RegExp(when, 'iu').test(said));
  if (!rule) return { text: otherwise, calls: [] };
  const { say = '', call } = rule;
  // The result of the call is in the conversation already: calling again would never end.
  const answered = messages.at(-1)?.role === 'tool';
  const calls = call && tools.includes(call.name) && !answered ? [call] : [];
  return { text: say === '' && calls.length === 0 ? otherwise : say, calls };
}

const lastOf = (messages: readonly ChatMessage[], wanted: string): string =>
  messages.findLast(({ role }) => role === wanted)?.text ?? '';
