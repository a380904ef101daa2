import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConnectionRefused, connect } from '@app/client';
import type { CallClient } from '@app/client';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { MESSAGES, SEED, TIMEOUT_MS } from './support/budget';
import { mutate } from './support/mutate';
import { Random } from './support/random';
import { serverMessages } from './support/samples';

const BATCH = 50;

const types = serverMessages.map(({ type }) => type);
const good = Object.fromEntries(serverMessages.map(message => [message.type, JSON.stringify(message)]));

const BODIES: readonly string[] = [
  '',
  'null',
  '7',
  '{"error":null}',
  '{"error":{"code":7,"message":{},"param":[],"retryAfterMs":"soon"}}',
  '{"error":{"__proto__":{"code":"x"}}}',
  '<html>',
  'x'.repeat(100_000),
];

describe(`Anything a server may send (seed ${SEED})`, () => {
  const random = new Random(SEED + 1);
  let server: WebSocketServer;
  let url: string;
  /** What a server does with its next connection. */
  let serve: (socket: WebSocket) => void;

  beforeAll(async () => {
    server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    server.on('connection', socket => serve(socket));
    await new Promise(resolve => server.once('listening', resolve));
    url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  function flood(socket: WebSocket, messages: number): void {
    for (let i = 0; i < messages; i++) {
      if (random.chance(0.15)) socket.send(random.bytes(random.below(700)), { binary: true });
      else socket.send(mutate(random.pick(serverMessages), random, types).data, { binary: false });
    }
  }

  /** A call on which every kind of message is listened for. */
  async function opened(): Promise<CallClient | null> {
    try {
      const call = await connect(url);
      for (const type of types) call.on(type, () => undefined);
      return call;
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
      return null;
    }
  }

  it(
    `${MESSAGES} messages throw nothing at the client: it hears the good ones, or the call is over`,
    async () => {
      let heardOut = 0;
      for (let sent = 0; sent < MESSAGES; sent += BATCH) {
        // Most are short: text that is no message ends the call.
        const messages = random.chance(0.5) ? random.below(5) : BATCH;
        serve = socket => {
          socket.on('error', () => undefined);
          const first = serverMessages[0] as object;
          socket.send(
            random.chance(0.9) ? JSON.stringify(first) : mutate(first, random, types).data.toString(),
          );
          flood(socket, messages);
          socket.send(
            `{"type":"heartbeat","callId":"c","timestamp":1,"seq":99,"data":{"eventId":"the last"}}`,
          );
          socket.close(random.pick([1000, 1001, 1009, 4429, 4999]));
        };
        const call = await opened();
        if (!call) continue;
        const last = call
          .next('heartbeat', ({ data }) => data.eventId === 'the last')
          .then(
            () => true,
            () => false,
          );
        const { code } = await call.closed;
        expect([1000, 1001, 1002, 1006, 1007, 1009, 4429, 4999]).toContain(code);
        if (await last) heardOut++;
      }
      expect(heardOut).toBeGreaterThan(MESSAGES / BATCH / 10);
    },
    TIMEOUT_MS,
  );

  it('whatever refuses the upgrade, in whatever words, is a refusal', async () => {
    for (const body of [...BODIES, good['error'] as string]) {
      for (const status of [200, 301, 400, 429, 599]) {
        const refusing = createServer();
        refusing.on('upgrade', (_, socket) => {
          socket.on('error', () => undefined);
          const head = `HTTP/1.1 ${status} No\r\nRetry-After: ${random.pick(['2', 'soon', '-'])}\r\nConnection: close\r\n`;
          socket.end(`${head}\r\n${body}`);
        });
        await new Promise<void>(resolve => refusing.listen(0, '127.0.0.1', resolve));
        const { port } = refusing.address() as AddressInfo;
        const error: unknown = await connect(`ws://127.0.0.1:${port}`).catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(ConnectionRefused);
        const { code, param, retryAfterMs } = error as ConnectionRefused;
        for (const text of [code, param]) expect(text === null || typeof text === 'string').toBe(true);
        expect(retryAfterMs === null || typeof retryAfterMs === 'number').toBe(true);
        refusing.close();
      }
    }
  });
});
