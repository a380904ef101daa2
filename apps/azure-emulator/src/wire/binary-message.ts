import { formatHeaders, parseHeaders } from './headers';
import { WireError, speechMessage } from './speech-message';
import type { SpeechMessage } from './speech-message';

/** A big-endian 16-bit length, so many bytes of headers, then the payload. */
const LENGTH_BYTES = 2;

/**
 * The body shares the memory of `data`.
 * @throws WireError
 */
export function parseBinary(data: Buffer): SpeechMessage {
  if (data.length < LENGTH_BYTES) throw new WireError('a binary message without its header length');
  const end = LENGTH_BYTES + data.readUInt16BE(0);
  if (data.length < end) throw new WireError('a binary message that ends within its headers');
  return speechMessage(parseHeaders(data.toString('latin1', LENGTH_BYTES, end)), data.subarray(end));
}

export function formatBinary(
  path: string,
  requestId: string,
  streamId: string | null,
  contentType: string,
  payload: Uint8Array,
): Buffer {
  const headers = Buffer.from(
    formatHeaders({
      'X-RequestId': requestId,
      'Content-Type': contentType,
      ...(streamId === null ? {} : { 'X-StreamId': streamId }),
      Path: path,
    }),
    'latin1',
  );
  const message = Buffer.allocUnsafe(LENGTH_BYTES + headers.length + payload.length);
  message.writeUInt16BE(headers.length, 0);
  headers.copy(message, LENGTH_BYTES);
  message.set(payload, LENGTH_BYTES + headers.length);
  return message;
}
