import type { Writable } from 'node:stream';
import * as ws from 'ws';
import { dropWhatFollowsBrokenFrames } from './errored-receivers';

type Unpacked = (error: Error | null, data: Buffer) => void;

const { Receiver } = ws as unknown as {
  readonly Receiver: new (options: { isServer: boolean; extensions: object }) => Writable;
};

/** A frame with the mask 1, 2, 3, 4. */
const frame = (first: number, payload: readonly number[]): Buffer =>
  Buffer.from([
    first,
    0x80 | payload.length,
    1,
    2,
    3,
    4,
    ...payload.map((byte, at) => byte ^ ((at % 4) + 1)),
  ]);

const COMPRESSED_TEXT = 0xc1;
const TEXT = 0x81;
const CLOSE = 0x88;

describe('What follows a broken frame that waited behind a compressed message', () => {
  beforeAll(dropWhatFollowsBrokenFrames);

  it.each([
    ['text that is no UTF-8', frame(TEXT, [0xff, 0xfe])],
    ['a close with a code there is not', frame(CLOSE, [0, 1])],
  ])('%s: is dropped, and the error is told once', async (_, broken) => {
    let unpacked: Unpacked | null = null;
    const decompress = (_data: Buffer, _fin: boolean, done: Unpacked): void => void (unpacked = done);
    const receiver = new Receiver({ isServer: true, extensions: { 'permessage-deflate': { decompress } } });
    const messages: string[] = [];
    receiver.on('message', (data: Buffer) => messages.push(data.toString()));
    const failed = new Promise<Error>(resolve => receiver.once('error', resolve));
    for (const piece of [frame(COMPRESSED_TEXT, [1]), broken, frame(TEXT, [65, 66]), frame(TEXT, [67])]) {
      receiver.write(piece);
    }
    (unpacked as unknown as Unpacked)(null, Buffer.from('first'));
    expect((await failed).message).toMatch(/invalid/i);
    expect(messages).toEqual(['first']);
  });
});
