import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import type { SessionStartedMessage } from '@app/protocol';
import { CallClient } from './call-client';
import { addressOf } from './call-options';
import type { CallOptions } from './call-options';
import { readRefusal } from './connection-refused';
import { readMessage } from './read-message';

/**
 * Opens a call, and resolves when the server has told its session. Listeners added right after the `await` miss
 * nothing.
 * @param base as `ws://localhost:3002`; with a path of its own it is taken as it is
 * @throws ConnectionRefused when the server answers by HTTP; the socket's error when there is no server; the signal's
 *   reason when it aborts first
 */
export function connect(base: string | URL, options: CallOptions = {}): Promise<CallClient> {
  const { token, headers, signal } = options;
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const socket = new WebSocket(addressOf(base, options), { headers: { ...headers, ...authorization } });
    const give = (error: unknown): void => {
      signal?.removeEventListener('abort', onAbort);
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    const onAbort = (): void => {
      give(signal?.reason);
      socket.terminate();
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    // Stays for the life of the socket: an error without a listener would end the process. The close tells of it.
    socket.on('error', give);
    socket.on('unexpected-response', (request, response) => {
      void readRefusal(response).then(refusal => {
        give(refusal);
        request.destroy();
      });
    });
    socket.once('close', code => give(new Error(`closed with ${code} before the session began`)));
    let stream: Socket;
    socket.once('upgrade', response => (stream = response.socket));
    socket.once('message', (data: Buffer) => {
      const session = sessionIn(data.toString());
      if (!session) {
        give(new Error('the server does not speak this protocol'));
        socket.terminate();
        return;
      }
      signal?.removeEventListener('abort', onAbort);
      const client = new CallClient(socket, stream, session);
      resolve(client);
      setImmediate(() => client.start());
    });
  });
}

function sessionIn(text: string): SessionStartedMessage['data'] | null {
  const first = readMessage(text);
  return first?.type === 'session_started' ? first.data : null;
}
