import { connect } from '@app/client';
import { WebSocket } from 'ws';
import { Service, eventually } from './support/service';

interface Read {
  readonly type: string;
  readonly callId: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A supervisor, and all that was read since the socket opened. */
class Monitor {
  readonly read: Read[] = [];

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => this.read.push(JSON.parse(data.toString()) as Read));
  }

  static async open(service: Service, callId: string): Promise<Monitor> {
    const socket = new WebSocket(`${service.ws}/realtime/monitor/${callId}`, {
      headers: { authorization: 'Bearer valid_boss_any' },
    });
    const monitor = new Monitor(socket);
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return monitor;
  }

  async first(type: string): Promise<Read> {
    const find = (): Read | undefined => this.read.find(message => message.type === type);
    await eventually(type, () => find() !== undefined);
    return find()!;
  }
}

describe('Operators and supervisors', () => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start({ STT_PROVIDER: 'simulated' });
  });
  afterAll(() => service.stop());

  const command = (callId: string, body: unknown): Promise<Response> =>
    service.post(`/calls/${callId}/commands`, body);

  it('have something said, settings changed, the caller connected, and the call ended', async () => {
    const call = await service.call({ callId: 'call-1' });
    const said = call.next('ai_response');
    expect((await command('call-1', { type: 'say', text: 'One moment please.' })).status).toBe(202);
    expect((await said).data.text).toBe('One moment please.');
    const updated = call.next('session_updated');
    await command('call-1', { type: 'update', settings: { profile: { owner: 'Ada' } } });
    expect((await updated).data.settings.profile).toEqual({ owner: 'Ada' });
    const transfer = call.next('tool_call');
    await command('call-1', { type: 'transfer', to: '+4930123' });
    expect((await transfer).data).toMatchObject({ name: 'transfer_call', arguments: { to: '+4930123' } });
    const ended = call.next('session_ended');
    const response = await fetch(`${service.http}/calls/call-1`, {
      method: 'DELETE',
      headers: { authorization: 'Bearer valid_boss_any' },
    });
    expect(response.status).toBe(204);
    expect((await ended).data.reason).toBe('operator');
    expect(await call.closed).toEqual({ code: 1000, reason: 'operator' });
  });

  it('are told which call is not live, and what a command lacks', async () => {
    expect((await command('nobody', { type: 'end' })).status).toBe(404);
    expect((await command('not a call', { type: 'end' })).status).toBe(404);
    const call = await service.call({ callId: 'call-2' });
    for (const body of [
      { type: 'shout' },
      { type: 'say' },
      { type: 'say', text: '' },
      { type: 'say', text: 'hello', volume: 11 },
      { type: 'transfer', to: 'a b' },
      { type: 'update', settings: { colour: 'red' } },
      { type: 'update', settings: { token: 'abc' } },
      { type: 'update' },
    ])
      expect([body, (await command('call-2', body)).status]).toEqual([body, 400]);
    await call.end();
  });

  it('need the scope', async () => {
    const guarded = await Service.start({
      AUTH_DEV_TOKENS: 'false',
      JWT_SECRET: 'k8Jq2vX0pLw7ZrT4sNf6YbQe1HdUc9Ga',
    });
    const response = await guarded.post('/calls/call-1/commands', { type: 'end' });
    expect(response.status).toBe(401);
    await expect(Monitor.open(guarded, 'call-1')).rejects.toThrow('401');
    await guarded.stop();
  });

  it('follow a call without a say, without its sound, until it is over', async () => {
    const call = await service.call({ callId: 'call-3', audio: 'mp3' });
    const monitor = await Monitor.open(service, 'call-3');
    await monitor.first('session_updated');
    const closed = new Promise(resolve => monitor.socket.once('close', resolve));
    const heard = call.next('ai_response');
    monitor.socket.send(JSON.stringify({ type: 'end_call' }));
    call.text('hello');
    const own = await heard;
    const theirs = await monitor.first('ai_response');
    expect(theirs.callId).toBe('call-3');
    expect(theirs.data['text']).toBe(own.data.text);
    expect(theirs.data).not.toHaveProperty('audioData');
    await call.end();
    await monitor.first('session_ended');
    expect(await closed).toBe(1000);
  });

  it('cannot follow what is not live, nor talk by that way', async () => {
    await expect(Monitor.open(service, 'nobody')).rejects.toThrow('404');
    await expect(Monitor.open(service, '')).rejects.toThrow('404');
    await expect(connect(`${service.ws}/realtime/monitor`, { token: 'valid_a_b' })).rejects.toThrow();
  });

  it('see the calls of all instances, page by page', async () => {
    const calls = await Promise.all(['a', 'b'].map(callId => service.call({ callId })));
    const page = async (query: string): Promise<{ status: number; body: unknown }> =>
      service.get(`/connections?scope=cluster${query}`);
    expect((await page('&cursor=')).status).toBe(400);
    expect((await service.get('/connections?scope=world')).status).toBe(400);
    expect((await page('')).body).toMatchObject({ instances: [{ draining: false }], cursor: null });
    await Promise.all(calls.map(call => call.end()));
  });
});
