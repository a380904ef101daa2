import { connect as connectTcp } from 'node:net';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { Service, eventually } from '../support/service';
import { PATH } from './support/handshake';

/** How many clients hang in the middle of a handshake; 10000 in the long run. */
const HALF_OPEN = Number(process.env['HALF_OPEN_HANDSHAKES'] ?? 500);
const MOST_UNFINISHED = Math.min(1000, HALF_OPEN / 5);

const half = `GET ${PATH}?token=valid_slow_any HTTP/1.1\r\nHost: x\r\nX-Slow: `;

/** What a client got until the other end closed. */
interface Got {
  text: string;
  closed: boolean;
}

function dial(service: Service, begin: string): { socket: Socket; got: Got; ended: Promise<Got> } {
  const { hostname, port } = new URL(service.http);
  const got: Got = { text: '', closed: false };
  const socket = connectTcp(Number(port), hostname, () => socket.write(begin));
  socket.on('data', (data: Buffer) => (got.text += data.toString()));
  socket.on('error', () => undefined);
  const ended = new Promise<Got>(resolve => socket.once('close', () => ((got.closed = true), resolve(got))));
  return { socket, got, ended };
}

async function talks(service: Service): Promise<void> {
  const call = await service.call();
  const answered = call.next('heartbeat');
  call.heartbeat('well?');
  expect((await answered).data.eventId).toBe('well?');
  await call.end();
}

describe('Clients that send too much', () => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start({ STT_PROVIDER: 'simulated', RATE_LIMIT_MEDIA_BURST_MS: '2000' });
  });
  afterAll(() => service.stop());

  it('a flood of audio is answered by rate_limited, when to come back, and 4429', async () => {
    const call = await service.call();
    const errors: unknown[] = [];
    call.on('error', ({ data }) => errors.push(data));
    const ended = call.next('session_ended');
    for (let i = 0; i < 500; i++) call.sendAudio(Buffer.alloc(640));
    expect((await ended).data.reason).toBe('rate');
    expect(await call.closed).toMatchObject({ code: 4429 });
    expect(errors).toEqual([expect.objectContaining({ code: 'rate_limited', fatal: true, eventId: null })]);
    expect((errors[0] as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(0);
  });

  it('so is a flood of small messages, and of bytes that are no audio', async () => {
    const floods = [() => '{"type":"heartbeat"}', () => `{"type":"mark","name":"${'x'.repeat(200_000)}"}`];
    for (const flood of floods) {
      const call = await service.call();
      for (let i = 0; i < 500; i++) call.send(JSON.parse(flood()) as never);
      expect(await call.closed).toMatchObject({ code: 4429 });
    }
  });

  it('real time is never too much', async () => {
    const call = await service.call();
    // Most of the burst at once; the whole of it would leave nothing for the byte that follows.
    for (let i = 0; i < 90; i++) call.sendAudio(Buffer.alloc(640));
    const answered = call.next('error');
    call.sendAudio(Buffer.alloc(1));
    expect((await answered).data.code).toBe('bad_audio');
    await call.end();
  });

  it.each([
    ['text', 'x'.repeat(64 * 1024 * 1024)],
    ['binary', Buffer.alloc(64 * 1024 * 1024)],
  ])('a %s bomb of 64 MB in 64 KB is not unpacked: 1009', async (_, bomb) => {
    const socket = new WebSocket(`${service.ws}${PATH}?token=valid_bomb_any`, {
      perMessageDeflate: { threshold: 0 },
    });
    socket.on('error', () => undefined);
    const closed = new Promise<number>(resolve => socket.once('close', resolve));
    await new Promise(resolve => socket.once('open', resolve));
    expect(socket.extensions).toContain('permessage-deflate');
    socket.send(bomb);
    expect(await closed).toBe(1009);
    await talks(service);
  });
});

describe('Clients that say nothing', () => {
  it(`${HALF_OPEN} half-open handshakes shut nobody out`, async () => {
    const service = await Service.start({
      STT_PROVIDER: 'simulated',
      MAX_UNFINISHED_SOCKETS: String(MOST_UNFINISHED),
      HEADERS_TIMEOUT_MS: '600000',
    });
    const clients: ReturnType<typeof dial>[] = [];
    for (let dialled = 0; dialled < HALF_OPEN; dialled++) {
      clients.push(dial(service, half));
      if (dialled % 100 === 99) await talks(service);
    }
    const hanging = (): number => clients.filter(({ got }) => !got.closed).length;
    await eventually('all but so many are cut', () => hanging() <= MOST_UNFINISHED, 60_000);
    await talks(service);
    expect(hanging()).toBeGreaterThan(MOST_UNFINISHED / 2);
    clients.forEach(({ socket }) => socket.destroy());
    await service.stop();
  }, 120_000);

  it('who sends a head, or a body, byte by byte is not waited for', async () => {
    const service = await Service.start({ HEADERS_TIMEOUT_MS: '300', REQUEST_TIMEOUT_MS: '600' });
    const body = `POST /process/audio HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n{`;
    const slow = [dial(service, half), dial(service, body), dial(service, '')];
    const dripping = setInterval(() => slow.forEach(({ socket }) => socket.write('x')), 50);
    const answers = await Promise.all(slow.map(({ ended }) => ended));
    clearInterval(dripping);
    expect(answers.slice(0, 2).map(({ text }) => text.split('\r\n', 1)[0])).toEqual([
      'HTTP/1.1 408 Request Timeout',
      'HTTP/1.1 408 Request Timeout',
    ]);
    await talks(service);
    await service.stop();
  });
});
