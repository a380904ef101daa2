import type { IncomingMessage } from 'node:http';

/** Nobody sends a loopback emulator more. */
const MOST_BYTES = 32 << 20;

/** The whole body as text. @throws Error when it is too long or the client goes away */
export async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > MOST_BYTES) throw new Error('the body is too long');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
