import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** Why a connection is not upgraded, as the client reads it. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** The query parameter at fault. */
  readonly param?: string;
  readonly retryAfterMs?: number;
}

/** Answers an upgrade with a plain HTTP response and ends the socket. */
export function refuse(socket: Duplex, refusal: Refusal): void {
  const { status, retryAfterMs, ...error } = refusal;
  const body = JSON.stringify({ error: retryAfterMs === undefined ? error : { ...error, retryAfterMs } });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}`,
    'Connection: close',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(retryAfterMs === undefined ? [] : [`Retry-After: ${Math.ceil(retryAfterMs / 1000)}`]),
    ...(status === 401 ? ['WWW-Authenticate: Bearer'] : []),
  ];
  socket.once('finish', () => socket.destroy());
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
