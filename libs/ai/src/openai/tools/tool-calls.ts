import type { ReplyEvent } from '@app/core';
import type { ChatCompletionChunk } from 'openai/resources/index';
import { requiredBy } from './tools';

type ToolCallPiece = NonNullable<ChatCompletionChunk.Choice.Delta['tool_calls']>[number];
type ToolCallEvent = Extract<ReplyEvent, { type: 'tool-call' }>;

/** Characters of one argument that count. */
const LONGEST_ARGUMENT = 2000;
/** A model that calls more in one answer is running in circles. */
const MOST_CALLS = 8;

/** Puts tool calls together that stream in as pieces of JSON. */
export class ToolCalls {
  private readonly calls = new Map<number, { name: string; json: string }>();

  constructor(private readonly offered: readonly string[]) {}

  add(pieces: readonly ToolCallPiece[]): void {
    for (const { index, function: piece } of pieces) {
      const call = this.calls.get(index) ?? { name: '', json: '' };
      call.name += piece?.name ?? '';
      call.json += piece?.arguments ?? '';
      this.calls.set(index, call);
    }
  }

  /** The calls in their order, without those that were not offered or lack what they are about. */
  complete(): ToolCallEvent[] {
    return [...this.calls.values()]
      .filter(({ name }) => this.offered.includes(name))
      .map(({ name, json }) => ({ type: 'tool-call' as const, name, arguments: argumentsIn(json) }))
      .filter(call => requiredBy(call.name).every(argument => (call.arguments[argument] ?? '') !== ''))
      .slice(0, MOST_CALLS);
  }
}

/** Only what tools take: texts, numbers and flags, at the top. JSON that was cut off holds none. */
function argumentsIn(json: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(objectIn(json))
      .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
      .map(([name, value]) => [name, typeof value === 'string' ? value.slice(0, LONGEST_ARGUMENT) : value]),
  );
}

function objectIn(json: string): object {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
