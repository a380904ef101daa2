/** A message of the Speech service's WebSocket protocol, in either direction. Header names are in lower case. */
export interface SpeechMessage {
  readonly path: string;
  readonly requestId: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string | Buffer;
}

/** What the client sent is not a message of this protocol. */
export class WireError extends Error {}

/** @throws WireError without the two headers that every message has */
export function speechMessage(headers: ReadonlyMap<string, string>, body: string | Buffer): SpeechMessage {
  const path = headers.get('path');
  const requestId = headers.get('x-requestid');
  if (path === undefined || requestId === undefined)
    throw new WireError(`a message without ${path === undefined ? 'Path' : 'X-RequestId'}`);
  return { path: path.toLowerCase(), requestId, headers, body };
}
