import * as ws from 'ws';

/** The part of ws's frame parser that is used here; its types do not know it. */
interface FrameParser {
  readonly _errored: boolean;
  _write: (this: FrameParser, chunk: Buffer, encoding: string, done: (error?: Error) => void) => void;
}

const { Receiver } = ws as unknown as { readonly Receiver: { readonly prototype: FrameParser } };

const quietened = new WeakSet<object>();

/**
 * ws 8.23 goes on parsing after a broken frame where more data was waiting behind a compressed message: a stream hands
 * out what it has gathered without looking whether a piece of it has failed. The mask is gone by then, and the process
 * ends by a TypeError that nobody can catch; one client is enough. What comes after a broken frame is dropped instead:
 * the connection is being closed already.
 */
export function dropWhatFollowsBrokenFrames(): void {
  const parser = Receiver.prototype;
  if (quietened.has(parser)) return;
  quietened.add(parser);
  const write = parser._write;
  parser._write = function (chunk, encoding, done): void {
    if (this._errored) done();
    else write.call(this, chunk, encoding, done);
  };
}
