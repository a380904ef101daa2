import { connect as connectTcp } from 'node:net';
import { ConnectionRefused, connect } from '@app/client';
import type { Service } from '../../support/service';

export const PATH = '/realtime/conversation';

/** HTTP status and code by which a handshake is refused; 101 where it is not. */
export async function answerTo(
  service: Service,
  query: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<[status: number, code: string | null]> {
  try {
    const call = await connect(`${service.ws}${query}`, { headers });
    await call.end();
    return [101, null];
  } catch (error) {
    if (error instanceof ConnectionRefused) return [error.status, error.code];
    throw error;
  }
}

export const withToken = (service: Service, token: string, callId?: string): ReturnType<typeof answerTo> =>
  answerTo(service, `${PATH}${callId === undefined ? '' : `?callId=${callId}`}`, {
    authorization: `Bearer ${token}`,
  });

/** Sends bytes as they are and gives what comes back until the other end closes. */
export function raw(service: Service, ...pieces: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(service.http);
  return new Promise(resolve => {
    let answer = '';
    const socket = connectTcp(Number(port), hostname, () => pieces.forEach(piece => socket.write(piece)));
    socket.on('data', (data: Buffer) => (answer += data.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
}
