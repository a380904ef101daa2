import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** Answers a request for a WebSocket with something else, and ends the connection. */
export function refuse(socket: Duplex, status: number, headers: Readonly<Record<string, string>> = {}): void {
  const reason = STATUS_CODES[status] ?? 'Unknown';
  const body = JSON.stringify({ error: { code: String(status), message: reason } });
  const lines = Object.entries({
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
    ...headers,
  }).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status} ${reason}`, ...lines, '', body].join('\r\n'));
}
