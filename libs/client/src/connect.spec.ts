import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { connect } from './connect';
import { ConnectionRefused } from './connection-refused';
import { readyAudio } from './ready-audio';

const message = (type: string, seq: number, data: object): string =>
  JSON.stringify({ type, callId: 'c', timestamp: 1, seq, data });
const started = message('session_started', 1, { sessionId: 's-1' });

/** A server of one's own: what it was asked, and what it got. */
class FakeServer {
  readonly received: unknown[] = [];
  request: IncomingMessage | null = null;
  private readonly http: Server = createServer();
  private readonly sockets = new WebSocketServer({ server: this.http });

  constructor(greet: (socket: WebSocket) => void = socket => socket.send(started)) {
    this.sockets.on('connection', (socket, request) => {
      this.request = request;
      socket.on('message', (data: Buffer, isBinary) => {
        const received: unknown = isBinary ? [...data] : JSON.parse(data.toString());
        this.received.push(received);
        if (!isBinary && (received as { type: string }).type === 'end_call') socket.close(1000, 'caller');
      });
      greet(socket);
    });
  }

  /** Refuses every upgrade with this answer. */
  refusing(status: number, headers: Record<string, string>, body: string): this {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    this.http.removeAllListeners('upgrade').on('upgrade', (_request, socket) => {
      const length = `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n`;
      socket.end(`HTTP/1.1 ${status} No\r\n${lines.join('')}${length}\r\n${body}`);
    });
    return this;
  }

  async listen(): Promise<string> {
    await new Promise<void>(resolve => this.http.listen(0, '127.0.0.1', resolve));
    return `ws://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets.clients) socket.terminate();
    this.http.closeAllConnections();
    await new Promise(resolve => this.http.close(resolve));
  }
}

let server: FakeServer;
afterEach(() => server.close());

it('asks for what the options say, the token in a header', async () => {
  server = new FakeServer();
  const url = await server.listen();
  const call = await connect(url, { token: 't', callId: 'c:1', audio: 'pcm16', rate: 8000, inputRate: 8000 });
  expect(server.request?.url).toBe(
    '/realtime/conversation?callId=c%3A1&audio=pcm16&rate=8000&inputRate=8000',
  );
  expect(server.request?.headers.authorization).toBe('Bearer t');
  expect(call.session.sessionId).toBe('s-1');
});

it('loses nothing that came along with the first message', async () => {
  server = new FakeServer(socket => {
    socket.send(started);
    socket.send(message('ai_response', 2, { text: 'Hello?' }));
    socket.send(Uint8Array.of(1, 2));
    socket.send(message('ai_response', 3, { text: 'Who is there?' }));
    socket.close(1000, 'assistant');
  });
  const call = await connect(await server.listen());
  const heard: unknown[] = [];
  call.on('ai_response', ({ data }) => heard.push(data.text));
  call.on('audio', data => heard.push([...data]));
  const all: number[] = [];
  call.on('message', ({ seq }) => all.push(seq));
  expect(await call.closed).toEqual({ code: 1000, reason: 'assistant' });
  expect(heard).toEqual(['Hello?', [1, 2], 'Who is there?']);
  expect(all).toEqual([2, 3]);
});

it('sends every message as the protocol has it', async () => {
  server = new FakeServer();
  const call = await connect(await server.listen());
  call.sendAudio(Uint8Array.of(5, 6));
  call.sendChunk(Uint8Array.of(0, 0, 1, 0), { sampleRate: 8000, timestamp: 7 });
  call.sendChunk(Uint8Array.of(1, 0, 1, 0), {
    sampleRate: 8000,
    channels: 2,
    sequenceNumber: 9,
    timestamp: 8,
  });
  call.text('hi');
  call.interrupt();
  call.mark('m');
  call.dtmf('5');
  call.dtmf('#', 200);
  call.update({ language: 'zh-CN', eventId: 'e' });
  call.heartbeat('h');
  expect(await call.end('done')).toEqual({ code: 1000, reason: 'caller' });
  const chunk = { type: 'audio_chunk', sampleRate: 8000 };
  expect(server.received).toEqual([
    [5, 6],
    { ...chunk, audioData: 'AAABAA==', sequenceNumber: 0, channels: 1, timestamp: 7 },
    { ...chunk, audioData: 'AQABAA==', sequenceNumber: 9, channels: 2, timestamp: 8 },
    { type: 'text_input', text: 'hi' },
    { type: 'interrupt' },
    { type: 'mark', name: 'm' },
    { type: 'dtmf', digit: '5' },
    { type: 'dtmf', digit: '#', durationMs: 200 },
    { type: 'session_update', language: 'zh-CN', eventId: 'e' },
    { type: 'heartbeat', eventId: 'h' },
    { type: 'end_call', reason: 'done' },
  ]);
  expect(() => call.text('too late')).not.toThrow();
});

it.each([0, 1, 125, 126, 640, 65_535])(
  'sends %s bytes that were made ready, any number of times',
  async length => {
    server = new FakeServer();
    const call = await connect(await server.listen());
    const data = Uint8Array.from({ length }, (_, i) => i % 251);
    const audio = readyAudio(data);
    call.sendReady(audio);
    call.text('between');
    call.sendReady(audio);
    await call.end();
    const between = { type: 'text_input', text: 'between' };
    expect(server.received).toEqual([[...data], between, [...data], { type: 'end_call' }]);
    expect(() => call.sendReady(audio)).not.toThrow();
  },
);

it('makes no more ready than one message has', () => {
  expect(() => readyAudio(new Uint8Array(65_536))).toThrow(/65536 bytes/);
});

it('waits for a message, or for the close that comes instead', async () => {
  server = new FakeServer(socket => {
    socket.send(started);
    socket.on('message', () => {
      socket.send(message('mark', 2, { name: 'a' }));
      socket.send(message('mark', 3, { name: 'b' }));
    });
  });
  const call = await connect(await server.listen());
  const second = call.next('mark', ({ data }) => data.name === 'b');
  call.mark('any');
  expect((await second).seq).toBe(3);
  const never = call.next('transcript');
  call.vanish();
  await expect(never).rejects.toThrow(/closed with 1006/);
});

it('says why it was refused', async () => {
  const body = JSON.stringify({ error: { code: 'busy', message: 'all 15 are in use', retryAfterMs: 1500 } });
  server = new FakeServer().refusing(503, { 'Retry-After': '2' }, body);
  const refused = await connect(await server.listen()).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ConnectionRefused);
  expect(refused).toMatchObject({
    status: 503,
    code: 'busy',
    message: 'all 15 are in use',
    retryAfterMs: 1500,
  });
});

it('makes do with what a proxy says', async () => {
  server = new FakeServer().refusing(429, { 'Retry-After': '3' }, '<html>');
  await expect(connect(await server.listen())).rejects.toMatchObject({
    status: 429,
    code: null,
    retryAfterMs: 3000,
    message: 'the server answered 429 No',
  });
});

it('fails where nobody listens, and where the session never begins', async () => {
  server = new FakeServer(socket => socket.close(1011));
  const url = await server.listen();
  await expect(connect(url)).rejects.toThrow(/closed with 1011/);
  await server.close();
  await expect(connect(url)).rejects.toThrow(/ECONNREFUSED/);
  server = new FakeServer();
});

it.each(['nonsense', 'null', '{"type":"hello"}'])(
  'turns away a server that begins with %s',
  async greeting => {
    server = new FakeServer(socket => socket.send(greeting));
    await expect(connect(await server.listen())).rejects.toThrow(/does not speak/);
  },
);

it('hangs up on a server that stops making sense', async () => {
  server = new FakeServer(socket => {
    socket.send(started);
    socket.send('{');
  });
  expect((await (await connect(await server.listen())).closed).code).toBe(1002);
});

it('gives up when told to', async () => {
  server = new FakeServer(() => undefined);
  const url = await server.listen();
  await expect(connect(url, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  const abort = new AbortController();
  const connecting = connect(url, { signal: abort.signal });
  abort.abort(new Error('enough'));
  await expect(connecting).rejects.toThrow('enough');
});
