import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';

/** The stream's reader is told of it; by itself, without one, it would end the process. */
const toldElsewhere = (): void => undefined;

/**
 * An answer as the SDK of OpenAI reads it, over a stream of Node. Those of the Fetch standard cost a dozen promises a token,
 * and the SDK takes whatever can be iterated.
 */
export class PlainResponse {
  readonly status: number;
  readonly ok: boolean;
  readonly headers = new Headers();
  readonly body: Readable;
  readonly text: () => Promise<string>;
  readonly json: () => Promise<unknown>;

  constructor(
    { statusCode, headers, body }: Dispatcher.ResponseData,
    readonly url: string,
  ) {
    this.status = statusCode;
    this.ok = statusCode >= 200 && statusCode < 300;
    for (const [name, value] of Object.entries(headers))
      if (value !== undefined) this.headers.set(name, String(value));
    this.body = body.on('error', toldElsewhere);
    this.text = () => body.text();
    this.json = () => body.json();
  }
}
