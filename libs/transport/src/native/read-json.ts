import { limits } from '@app/protocol';
import { MessageFault } from './message-fault';

/** A JSON object as it came: nothing is known of its fields. */
export type RawMessage = Readonly<Record<string, unknown>>;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Names that every object has: they reach into prototypes, and lists of known fields seem to know them. */
const RESERVED: ReadonlySet<string> = new Set([...Object.getOwnPropertyNames(Object.prototype), 'prototype']);

/** @throws MessageFault `bad_json` for what is not JSON, `bad_message` for what is no message. */
export function readJson(data: Uint8Array): RawMessage {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(data));
  } catch {
    throw new MessageFault('bad_json', 'the message is not JSON', { framing: true });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new MessageFault('bad_message', 'a message is a JSON object');
  inspect(value, limits.maxDepth);
  return value as RawMessage;
}

/** Keeps what follows from recursing without bound and from meeting names with a meaning of their own. */
function inspect(value: object, depthLeft: number): void {
  if (depthLeft === 0) throw new MessageFault('bad_message', `nested deeper than ${limits.maxDepth}`);
  for (const name of Object.keys(value)) {
    if (RESERVED.has(name)) throw new MessageFault('bad_message', 'is not a field', { param: name });
    const inner: unknown = (value as RawMessage)[name];
    if (typeof inner === 'object' && inner !== null) inspect(inner, depthLeft - 1);
  }
}
