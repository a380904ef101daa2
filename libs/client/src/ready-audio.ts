import { randomBytes } from 'node:crypto';

/** One message of caller audio as it goes over the wire, made once, to be sent as often as wanted. */
export interface ReadyAudio {
  /** In the negotiated input format. */
  readonly data: Uint8Array;
  /** The whole WebSocket frame. */
  readonly wire: Uint8Array;
}

/** RFC 6455, section 5.2: a binary message in one frame, masked. */
const BINARY = 0x82;
const MASKED = 0x80;
const TWO_BYTES_OF_LENGTH = 126;
const MOST_BYTES = 65_535;

/**
 * Masks a message beforehand, for who sends the same sound on many calls. The mask is drawn here and stays: that it
 * cannot be foreseen protects proxies from what pages make browsers send, and nobody else.
 * @param data kept, and not to be changed any more; at most 65535 bytes
 * @throws RangeError for more
 */
export function readyAudio(data: Uint8Array): ReadyAudio {
  const { length } = data;
  if (length > MOST_BYTES) throw new RangeError(`${length} bytes of audio are more than one message has`);
  const mask = randomBytes(4);
  const head =
    length < TWO_BYTES_OF_LENGTH
      ? [BINARY, MASKED | length]
      : [BINARY, MASKED | TWO_BYTES_OF_LENGTH, length >> 8, length & 0xff];
  const wire = Buffer.alloc(head.length + mask.length + length);
  wire.set(head);
  wire.set(mask, head.length);
  const from = head.length + mask.length;
  for (let i = 0; i < length; i++) wire[from + i] = data[i]! ^ mask[i & 3]!;
  return { data, wire };
}
