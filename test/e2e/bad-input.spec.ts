import type { CallClient } from '@app/client';
import type { ClientMessage } from '@app/protocol';
import { WebSocket } from 'ws';
import { Service } from './support/service';

const half = Buffer.alloc(3200).toString('base64');

const chunk = (patch: object = {}): object => ({
  type: 'audio_chunk',
  audioData: half,
  sequenceNumber: 0,
  sampleRate: 16000,
  channels: 1,
  timestamp: 0,
  ...patch,
});

describe('Bad input', () => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start({ STT_PROVIDER: 'simulated' });
  });
  afterAll(() => service.stop());

  /** The error a message is answered by; the call must still be alive after it. */
  async function answerTo(
    call: CallClient,
    message: object,
  ): Promise<{ code: string; param: string | null }> {
    const error = call.next('error');
    call.send(message as ClientMessage);
    const { code, param } = (await error).data;
    const alive = call.next('heartbeat');
    call.heartbeat();
    await alive;
    return { code, param: param ?? null };
  }

  it.each([
    ['an unknown type', { type: 'explode' }, 'unknown_type'],
    ['no type', { text: 'hello' }, 'bad_message'],
    ['a list', [1, 2], 'bad_message'],
    ['an empty text', { type: 'text_input', text: '' }, 'bad_message'],
    ['a text that is a number', { type: 'text_input', text: 7 }, 'bad_message'],
    ['an unknown field', { type: 'interrupt', now: true }, 'bad_message'],
    ['a digit that is none', { type: 'dtmf', digit: 'x' }, 'bad_message'],
    ['a mark without a name', { type: 'mark' }, 'bad_message'],
    [
      'an endpointing upside down',
      { type: 'session_update', endpointing: { minSilenceMs: 900, maxSilenceMs: 300 } },
      'bad_message',
    ],
    [
      'a polluted profile',
      JSON.parse('{"type":"session_update","profile":{"__proto__":{"x":1}}}') as object,
      'bad_message',
    ],
    ['another call', { type: 'interrupt', callId: 'somebody-else' }, 'wrong_call'],
    ['audio without a rate', chunk({ sampleRate: undefined }), 'bad_message'],
    ['audio of a negative rate', chunk({ sampleRate: -16000 }), 'bad_message'],
    ['audio of no rate (NaN is null in JSON)', chunk({ sampleRate: NaN }), 'bad_message'],
    ['audio of three channels', chunk({ channels: 3 }), 'bad_message'],
    ['audio of an odd length', chunk({ audioData: Buffer.alloc(3201).toString('base64') }), 'bad_audio'],
    ['audio of 2 ms', chunk({ audioData: Buffer.alloc(64).toString('base64') }), 'bad_audio'],
    ['audio of 2 s', chunk({ audioData: Buffer.alloc(64000).toString('base64') }), 'bad_audio'],
    ['base64 garbage', chunk({ audioData: '%%%not-base64%%%' }), 'bad_audio'],
  ])('%s is answered by an error, and the call goes on', async (_, message, code) => {
    const call = await service.call({ callId: 'mine' });
    expect((await answerTo(call, message)).code).toBe(code);
    await call.end();
  });

  it('names the field and echoes the event id', async () => {
    const call = await service.call();
    const error = call.next('error');
    call.send({ type: 'dtmf', digit: 'x', eventId: 'e-7' });
    expect((await error).data).toMatchObject({ param: 'digit', eventId: 'e-7', fatal: false });
    await call.end();
  });

  it('a binary frame of odd length is answered by an error', async () => {
    const call = await service.call();
    const error = call.next('error');
    call.sendAudio(Buffer.alloc(641));
    expect((await error).data.code).toBe('bad_audio');
    await call.end();
  });

  /** A socket that can send what a client would not. */
  async function raw(): Promise<{ socket: WebSocket; closed: Promise<number>; codes: string[] }> {
    const socket = new WebSocket(`${service.ws}/realtime/conversation?token=valid_raw_any`);
    const codes: string[] = [];
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as { type: string; data: { code?: string } };
      if (message.type === 'error') codes.push(message.data.code ?? '');
    });
    socket.on('error', () => undefined);
    const closed = new Promise<number>(resolve => socket.once('close', resolve));
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return { socket, closed, codes };
  }

  it('three messages in a row that are no JSON close the socket with 1008, two do not', async () => {
    const { socket, closed, codes } = await raw();
    socket.send('{');
    socket.send('not json');
    socket.send('{"type":"heartbeat"}');
    socket.send('{'.repeat(200_000));
    socket.send('[');
    socket.send('"');
    expect(await closed).toBe(1008);
    expect(codes).toEqual(Array.from({ length: 5 }, () => 'bad_json'));
  });

  it.each([
    ['a text message of 10 MB', 'x'.repeat(10_000_000)],
    ['1 MB of open brackets', '['.repeat(1_000_000)],
    ['a binary message of 10 MB', Buffer.alloc(10_000_000)],
  ])('%s closes the socket with 1009 at once', async (_, message) => {
    const { socket, closed } = await raw();
    socket.send(message);
    expect(await closed).toBe(1009);
  });

  it('a message a little too large is named before the socket closes', async () => {
    const { socket, closed, codes } = await raw();
    socket.send(JSON.stringify({ type: 'text_input', text: 'x'.repeat(270_000) }));
    expect(await closed).toBe(1009);
    expect(codes).toEqual(['too_large']);
  });

  it('leaves no call behind', async () => {
    const { status, body } = await service.get('/connections');
    expect(status).toBe(200);
    expect(body).toMatchObject({ totals: { live: 0 }, calls: [] });
  });
});
