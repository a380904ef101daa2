import { endianness } from 'node:os';
import * as ws from 'ws';
import type { WebSocket } from 'ws';

/** The part of ws's frame parser that is used here; its types do not know it. */
interface FrameParser {
  readonly _isServer: boolean;
  readonly _binaryType: string;
  readonly _maxPayload: number;
  readonly _errored: boolean;
  /** 0: it waits for the first bytes of a frame. */
  readonly _state: number;
  readonly _loop: boolean;
  readonly _bufferedBytes: number;
  /** Opcode of the message whose first fragments are there; 0: none. */
  readonly _fragmented: number;
  /** Of the frame before. */
  readonly _opcode: number;
  readonly writableLength: number;
  write: (this: FrameParser, chunk: Buffer) => boolean;
  /** Takes whole binary frames; undefined where nobody has asked for them. */
  straight?: (frame: Buffer) => void;
}

const { Receiver } = ws as unknown as { readonly Receiver: { readonly prototype: FrameParser } };

/** Whole, not compressed, binary. */
const BINARY = 0x82;
const CLOSE = 0x08;
const MASKED = 0x80;
/** Said where the length stands in two more bytes. */
const LENGTH_16 = 126;
const SHORT_HEADER = 6;
const LONG_HEADER = 8;

const LITTLE = endianness() === 'LE';

const straightened = new WeakSet<object>();

/**
 * From now on a chunk that is one whole binary frame of this client, as every 20 ms of a call are, is handed over in one
 * step; it is not a `message` of the socket then. ws's own way makes seven buffers of its header and passes it through a
 * stream and two emitters. Whatever is anything else goes that way, and the order stays.
 */
export function takeStraight(socket: WebSocket, take: (frame: Buffer) => void): void {
  const { _receiver: parser } = socket as unknown as { readonly _receiver?: FrameParser };
  if (!parser) return;
  straighten();
  parser.straight = take;
}

function straighten(): void {
  const parser = Receiver.prototype;
  if (straightened.has(parser)) return;
  straightened.add(parser);
  const write = parser.write;
  parser.write = function (chunk): boolean {
    const { straight } = this;
    const header = straight && isBetweenFrames(this) ? headerOfWhole(chunk) : 0;
    if (!straight || header === 0 || (this._maxPayload > 0 && chunk.length - header > this._maxPayload))
      return write.call(this, chunk);
    unmask(chunk, header);
    straight(chunk.subarray(header));
    return true;
  };
}

const isBetweenFrames = (parser: FrameParser): boolean =>
  parser._state === 0 &&
  parser._bufferedBytes === 0 &&
  parser._fragmented === 0 &&
  parser.writableLength === 0 &&
  parser._opcode !== CLOSE &&
  parser._isServer &&
  !parser._loop &&
  !parser._errored &&
  parser._binaryType === 'nodebuffer';

/** @returns bytes before the payload where the chunk is one whole frame of that kind and nothing else, else 0 */
function headerOfWhole(chunk: Buffer): number {
  if (chunk.length < SHORT_HEADER || chunk[0] !== BINARY || chunk[1]! < MASKED) return 0;
  const length = chunk[1]! - MASKED;
  if (length < LENGTH_16) return length > 0 && chunk.length === SHORT_HEADER + length ? SHORT_HEADER : 0;
  if (length > LENGTH_16 || chunk.length < LONG_HEADER) return 0;
  const long = (chunk[2]! << 8) | chunk[3]!;
  return chunk.length === LONG_HEADER + long ? LONG_HEADER : 0;
}

/** In place; four bytes at a time where they lie so. The mask is the four bytes before the payload. */
function unmask(chunk: Buffer, header: number): void {
  let at = header;
  if (LITTLE && (chunk.byteOffset + header) % 4 === 0) {
    const words = new Int32Array(chunk.buffer, chunk.byteOffset + header, (chunk.length - header) >> 2);
    const mask = chunk.readInt32LE(header - 4);
    if (mask !== 0) for (let i = 0; i < words.length; i++) words[i] = words[i]! ^ mask;
    at += words.length * 4;
  }
  for (let i = 0; at < chunk.length; at++, i++) chunk[at] = chunk[at]! ^ chunk[header - 4 + (i & 3)]!;
}
