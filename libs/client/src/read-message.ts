import type { ServerMessage } from '@app/protocol';

/**
 * A message with a type and data, whatever they are: a server may be newer than this client. Null for what is none: it
 * does not come from a server of this protocol, and nothing can be made of it.
 */
export function readMessage(text: string): ServerMessage | null {
  const message = parse(text);
  if (typeof message !== 'object' || message === null) return null;
  const { type, data } = message as { readonly type?: unknown; readonly data?: unknown };
  const isMessage = typeof type === 'string' && typeof data === 'object' && data !== null;
  return isMessage ? (message as ServerMessage) : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
