import { at, isObject } from '../server/json';
import { badRequest } from './api-error';

export interface ChatMessage {
  readonly role: string;
  /** Texts of all its parts. */
  readonly text: string;
}

/** What the emulator looks at in a request for a chat completion. */
export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly stream: boolean;
  readonly includeUsage: boolean;
  readonly maxTokens: number;
  /** Names of the functions that may be called. */
  readonly tools: readonly string[];
}

const roles = ['system', 'developer', 'user', 'assistant', 'tool', 'function'];

/** @throws ApiError as the service does */
export function chatRequest(body: unknown, deployment: string | null): ChatRequest {
  if (!isObject(body)) throw badRequest('The body of the request is not valid JSON.', null);
  const model = deployment ?? body['model'];
  if (typeof model !== 'string' || model === '')
    throw badRequest('you must provide a model parameter', 'model');
  const { messages } = body;
  if (!Array.isArray(messages) || messages.length === 0)
    throw badRequest("'messages' must be a list with at least one message.", 'messages');
  const stream = body['stream'] === true;
  if (body['stream_options'] !== undefined && body['stream_options'] !== null && !stream)
    throw badRequest("'stream_options' is only allowed when 'stream' is enabled.", 'stream_options');
  return {
    model,
    messages: messages.map(messageOf),
    stream,
    includeUsage: at(body, 'stream_options', 'include_usage') === true,
    maxTokens: limitOf(body['max_completion_tokens'] ?? body['max_tokens']),
    tools: body['tool_choice'] === 'none' ? [] : toolsOf(body['tools']),
  };
}

function messageOf(message: unknown, index: number): ChatMessage {
  const role = at(message, 'role');
  if (typeof role !== 'string' || !roles.includes(role))
    throw badRequest(`Invalid value for 'messages[${index}].role'.`, `messages[${index}].role`);
  return { role, text: textOf(at(message, 'content')) };
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map(part => at(part, 'text'))
    .filter(text => typeof text === 'string')
    .join(' ');
}

function limitOf(limit: unknown): number {
  if (limit === undefined || limit === null) return Infinity;
  if (!Number.isInteger(limit) || Number(limit) < 1)
    throw badRequest('max_tokens must be a whole number above 0.', 'max_tokens');
  return Number(limit);
}

const toolsOf = (tools: unknown): string[] =>
  Array.isArray(tools)
    ? tools.map(tool => at(tool, 'function', 'name')).filter(name => typeof name === 'string')
    : [];
