import type { Server } from 'node:http';
import type { DoorSettings } from './door-settings';
import { UnfinishedSockets } from './unfinished-sockets';

/** More headers than any client sends. */
const MAX_HEADERS = 100;

type Patience = Pick<DoorSettings, 'headersTimeoutMs' | 'requestTimeoutMs' | 'maxUnfinishedSockets'>;

/** To be told before the server listens: how long it waits for requests, and for how many at once. */
export function limitPatience(server: Server, settings: Patience): UnfinishedSockets {
  const { headersTimeoutMs, requestTimeoutMs, maxUnfinishedSockets } = settings;
  server.headersTimeout = headersTimeoutMs;
  // Node refuses the shorter one of the two to be this one.
  server.requestTimeout = Math.max(requestTimeoutMs, headersTimeoutMs);
  server.maxHeadersCount = MAX_HEADERS;
  // Node looks only so often whether these have passed: every 30 s unless told.
  Object.assign(server, { connectionsCheckingInterval: Math.min(headersTimeoutMs / 2, 5000) });
  const unfinished = new UnfinishedSockets(maxUnfinishedSockets);
  unfinished.watch(server);
  return unfinished;
}
