import { randomUUID } from 'node:crypto';
import type { ChatRequest } from './chat-request';
import { completionFiltered, harmless, promptFilterResults } from './content-filter';
import type { Reply } from './replies/reply-book';
import { promptTokens, tokensOf } from './tokens';

/** A reply as it will be told: cut into tokens, with how it ends. */
export interface Completion {
  readonly id: string;
  readonly created: number;
  readonly model: string;
  readonly tokens: readonly string[];
  readonly calls: readonly { readonly id: string; readonly name: string; readonly arguments: string }[];
  readonly finish: 'stop' | 'length' | 'tool_calls' | 'content_filter';
  readonly usage: object;
}

/** Where the content filter cuts a completion off: after this part of it. */
const FILTERED_AT = 0.5;

/** @param epochMs wall time */
export function completionOf(
  request: ChatRequest,
  reply: Reply,
  filtered: boolean,
  epochMs: number,
): Completion {
  const all = tokensOf(reply.text);
  const length = filtered ? Math.floor(all.length * FILTERED_AT) : request.maxTokens;
  const tokens = all.slice(0, length);
  const calls = filtered
    ? []
    : reply.calls.map(call => ({
        id: `call_${randomUUID().replaceAll('-', '').slice(0, 24)}`,
        name: call.name,
        arguments: JSON.stringify(call.arguments),
      }));
  const prompt = promptTokens(request.messages.map(message => message.text));
  const completion =
    tokens.length + calls.reduce((sum, call) => sum + tokensOf(call.arguments).length + 5, 0);
  return {
    id: `chatcmpl-${randomUUID().replaceAll('-', '')}`,
    created: Math.floor(epochMs / 1000),
    model: request.model,
    tokens,
    calls,
    finish: filtered
      ? 'content_filter'
      : calls.length > 0
        ? 'tool_calls'
        : tokens.length < all.length
          ? 'length'
          : 'stop',
    usage: {
      prompt_tokens: prompt,
      completion_tokens: completion,
      total_tokens: prompt + completion,
    },
  };
}

/** The body of an answer in one piece. */
export function wholeBody(completion: Completion): object {
  const { tokens, calls, finish } = completion;
  const message = {
    role: 'assistant',
    content: tokens.length > 0 || calls.length === 0 ? tokens.join('') : null,
    refusal: null,
    ...(calls.length > 0
      ? {
          tool_calls: calls.map(({ id, ...call }) => ({ id, type: 'function', function: call })),
        }
      : {}),
  };
  return {
    ...envelope(completion, 'chat.completion'),
    prompt_filter_results: promptFilterResults(),
    choices: [
      { index: 0, message, logprobs: null, finish_reason: finish, content_filter_results: filterOf(finish) },
    ],
    usage: completion.usage,
  };
}

/** The chunks of a streamed answer. The first of them is Azure's own: no choices, what the filter thinks of the prompt. */
export function chunksOf(completion: Completion, includeUsage: boolean): object[] {
  const chunk = (delta: object, finish: string | null = null, filter: object = {}): object => ({
    ...envelope(completion, 'chat.completion.chunk'),
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish, content_filter_results: filter }],
  });
  const { tokens, calls, finish } = completion;
  const usage = { ...envelope(completion, 'chat.completion.chunk'), choices: [], usage: completion.usage };
  return [
    { id: '', object: '', created: 0, model: '', choices: [], prompt_filter_results: promptFilterResults() },
    chunk({ role: 'assistant', content: calls.length > 0 && tokens.length === 0 ? null : '', refusal: null }),
    ...tokens.map(content => chunk({ content }, null, harmless())),
    ...calls.flatMap(({ id, name, arguments: whole }, index) => [
      chunk({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] }),
      ...tokensOf(whole).map(part => chunk({ tool_calls: [{ index, function: { arguments: part } }] })),
    ]),
    chunk({}, finish, filterOf(finish)),
    ...(includeUsage ? [usage] : []),
  ];
}

const envelope = ({ id, created, model }: Completion, object: string): object => ({
  id,
  object,
  created,
  model,
  system_fingerprint: 'fp_emulated',
});

const filterOf = (finish: Completion['finish']): object =>
  finish === 'content_filter' ? completionFiltered() : finish === 'tool_calls' ? {} : harmless();
