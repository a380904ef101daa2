import { Transform } from 'node:stream';
import type { TransformCallback } from 'node:stream';

/** Lets through so many bytes, and fails at the next one. */
export class BoundedSize extends Transform {
  bytes = 0;

  constructor(private readonly most: number) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.bytes += chunk.length;
    if (this.bytes > this.most) done(new RangeError('the file would be too large'));
    else done(null, chunk);
  }
}
