/** Bytes of a binary message that end within its headers, whatever the message. */
const WITHIN_HEADERS = 24;

/** The beginning of a message: of text one half, of binary data not even all headers. */
export const truncated = (data: string | Buffer): string | Buffer =>
  typeof data === 'string'
    ? data.slice(0, data.length >> 1)
    : data.subarray(0, Math.min(data.length >> 1, WITHIN_HEADERS));

/** Nothing that could be a message: neither headers nor a length that fits; of an SSE event, data that is no JSON. */
export function garbage(data: string | Buffer): string | Buffer {
  if (typeof data !== 'string') return Buffer.alloc(64, 0x7f);
  return data.startsWith('data:') ? 'data: {]garbage\n\n' : '\u0001\u007f{]garbage';
}
