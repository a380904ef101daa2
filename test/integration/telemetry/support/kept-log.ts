import { Writable } from 'node:stream';

export type LogLine = Readonly<Record<string, unknown>>;

/** Keeps every line of a log. */
export class KeptLog extends Writable {
  readonly lines: LogLine[] = [];

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    for (const line of chunk.toString().split('\n'))
      if (line !== '') this.lines.push(JSON.parse(line) as LogLine);
    done();
  }
}
