import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Takes whatever traces come, as a collector would, and counts them. */
export interface TraceSink {
  readonly url: string;
  /** Exports taken so far. */
  readonly taken: () => number;
  stop(): void;
}

export async function startTraceSink(): Promise<TraceSink> {
  let taken = 0;
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      taken++;
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    taken: () => taken,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
