import { END_CALL } from '@app/core';
import type { ChatCompletionTool } from 'openai/resources/index';
import { TAKE_MESSAGE } from '../../script/take-message';

/** The tool call by which an engine asks to have the caller put through; `arguments.reason` says why. */
export const TRANSFER_CALL = 'transfer_call';

export const toolNames = [END_CALL, TAKE_MESSAGE, TRANSFER_CALL] as const;

export type ToolName = (typeof toolNames)[number];

const text = (description: string): object => ({ type: 'string', description });

const described: Readonly<Record<ToolName, { description: string; properties: object; required: string[] }>> =
  {
    [END_CALL]: {
      description: 'Hangs up after your words: the caller said goodbye, or there is nothing more to say.',
      properties: { reason: text('Why the call ends, in a few words') },
      required: [],
    },
    [TAKE_MESSAGE]: {
      description:
        'Notes a message for the person you answer for. Only once the caller has said what it is, and once for each message.',
      properties: {
        text: text('The whole message in the words of the caller'),
        from: text('Who called'),
        callback: text('Number or time for calling back'),
      },
      required: ['text'],
    },
    [TRANSFER_CALL]: {
      description: 'Puts the caller through to a person, where that is what the caller needs.',
      properties: { reason: text('What the call is about, for who takes it'), to: text('Who is wanted') },
      required: ['reason'],
    },
  };

/** What the model may call. */
export const toolsNamed = (names: readonly ToolName[]): ChatCompletionTool[] =>
  names.map(name => {
    const { description, properties, required } = described[name];
    return {
      type: 'function',
      function: { name, description, parameters: { type: 'object', properties, required } },
    };
  });

/** Arguments without which a call of this tool means nothing. */
export const requiredBy = (name: string): readonly string[] =>
  toolNames.some(known => known === name) ? described[name as ToolName].required : [];
