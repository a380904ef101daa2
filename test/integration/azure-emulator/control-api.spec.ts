import { parseWav } from '@app/audio';
import { instant } from '../../../apps/azure-emulator/src/control/settings';
import type { LogEntry } from '../../../apps/azure-emulator/src/control/request-log';
import { AzureEmulator } from '../../../apps/azure-emulator/src/emulator';
import { babble, silence } from './support/sounds';
import { Listener, speechConfig } from './support/speech-sdk';
import { until } from './support/until';

describe('The control API', () => {
  let emulator: AzureEmulator;
  beforeAll(async () => {
    emulator = await AzureEmulator.start({
      voice: 'silence',
      settings: instant,
      keepAudioMs: 10_000,
      scenario: { replies: { kind: 'script', replies: ['As at the beginning.'] } },
    });
  });
  afterEach(() => emulator.control.reset());
  afterAll(() => emulator.close());

  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${emulator.controlUrl}${path}`, {
      method,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as never };
  };

  const chat = async (): Promise<{ status: number; text: string }> => {
    const url = `${emulator.openAiEndpoint}/openai/deployments/gpt/chat/completions?api-version=2024-10-21`;
    const messages = [{ role: 'user', content: 'Hello' }];
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'api-key': 'k' },
      body: JSON.stringify({ messages }),
    });
    const { choices } = (await response.json()) as { choices?: { message: { content: string } }[] };
    return { status: response.status, text: choices?.[0]?.message.content ?? '' };
  };

  /** A listener that has said one phrase and heard what it was. */
  const heard = async (): Promise<string> => {
    const listener = new Listener(speechConfig(emulator));
    await listener.start();
    listener.write(babble(700));
    listener.write(silence(700));
    const { result } = await listener.next('recognized');
    await listener.close();
    return result.text;
  };

  it('sets faults, tells how often they struck, and takes them back', async () => {
    const rule = { service: 'chat', times: 0, fault: { kind: 'status', status: 503 } };
    expect(await call('POST', '/faults', rule)).toMatchObject({
      status: 200,
      body: [{ service: 'chat', struck: 0 }],
    });
    expect((await chat()).status).toBe(503);
    const { body } = await call('GET', '/faults');
    const [{ id, struck }] = body as [{ id: string; struck: number }];
    expect(struck).toBe(1);
    expect((await call('DELETE', `/faults/${id}`)).status).toBe(204);
    expect((await call('DELETE', `/faults/${id}`)).status).toBe(404);
    expect((await chat()).status).toBe(200);
  });

  it('says what is wrong with a mistake, and what there is', async () => {
    expect(await call('POST', '/faults', { fault: { kind: 'quake' } })).toMatchObject({ status: 400 });
    expect(await call('POST', '/faults', 'not json')).toMatchObject({
      status: 400,
      body: { error: 'the body is no JSON' },
    });
    expect(await call('PUT', '/settings', { sttFinalMs: -1 })).toMatchObject({ status: 400 });
    expect(await call('PUT', '/settings', { sttFinal: 1 })).toMatchObject({
      body: { error: 'there is no setting "sttFinal"' },
    });
    expect(await call('PUT', '/replies', { rules: [{ when: '(' }] })).toMatchObject({ status: 400 });
    expect(await call('POST', '/scenario', { weather: 1 })).toMatchObject({ status: 400 });
    const { status, body } = await call('GET', '/nothing');
    expect(status).toBe(404);
    expect((body as { commands: string[] }).commands).toContain('POST /faults');
  });

  it('says what is heard next, on any connection', async () => {
    await call('POST', '/utterances', ['first of all', { text: 'And second.', confidence: 0.5 }]);
    expect(await call('GET', '/')).toMatchObject({ body: { utterances: 2 } });
    expect(await heard()).toBe('First of all.');
    expect(await heard()).toBe('And second.');
    expect(await heard()).toBe('');
  });

  it('takes a table of what is heard in order, and by digest', async () => {
    await call('PUT', '/fixtures', ['one', 'two']);
    expect([await heard(), await heard(), await heard()]).toEqual(['One.', 'Two.', 'One.']);
    const { body } = await call('GET', '/log?event=digest&service=stt');
    const { digest } = (body as LogEntry[])[0]!.detail as { digest: string };
    await call('PUT', '/fixtures', [{ digest, text: 'known' }]);
    expect(await heard()).toBe('Known.');
  });

  it('changes settings and replies, and goes back to how it was started', async () => {
    await call('PUT', '/replies', { rules: [{ say: 'Changed.' }] });
    expect(await call('PUT', '/settings', { aiFirstMs: { kind: 'uniform', min: 1, max: 2 } })).toMatchObject({
      body: { aiFirstMs: { kind: 'uniform' }, sttFinalMs: 0 },
    });
    expect((await chat()).text).toBe('Changed.');
    await call('POST', '/reset');
    expect((await chat()).text).toBe('As at the beginning.');
    expect(await call('GET', '/settings')).toMatchObject({ body: { aiFirstMs: 0 } });
  });

  it('plays a whole scenario', async () => {
    const scenario = {
      settings: { sttFinalMs: 1 },
      utterances: 'from the scenario',
      replies: 'echo',
      faults: [{ service: 'tts', fault: { kind: 'refuse' } }],
    };
    expect((await call('POST', '/scenario', scenario)).status).toBe(204);
    expect(await heard()).toBe('From the scenario.');
    expect((await chat()).text).toBe('You said: Hello');
    expect(emulator.control.faults.all).toHaveLength(1);
  });

  it('lists connections and cuts them', async () => {
    const listener = new Listener(speechConfig(emulator));
    await listener.start();
    await until(() => emulator.control.connections.length === 1);
    const { body } = await call('GET', '/connections');
    const [{ id, service }] = body as [{ id: string; service: string }];
    expect(service).toBe('stt');
    expect((await call('DELETE', `/connections/${id}?code=4000`)).status).toBe(204);
    expect((await listener.next('canceled')).details).toContain('4000');
    expect((await call('DELETE', `/connections/${id}`)).status).toBe(404);
    await listener.close();
  });

  it('gives the log from where it was left, and the audio as it was received', async () => {
    await heard();
    const first = (await call('GET', '/log')).body as LogEntry[];
    const last = first.at(-1)!.seq;
    expect((await call('GET', `/log?since=${last}`)).body).toEqual([]);
    await chat();
    const more = (await call('GET', `/log?since=${last}`)).body as LogEntry[];
    expect(new Set(more.map(({ service }) => service))).toEqual(new Set(['chat']));
    const { request } = first.find(({ event }) => event === 'audio')!;
    const wav = await fetch(`${emulator.controlUrl}/audio/${request}`);
    expect(wav.headers.get('content-type')).toBe('audio/wav');
    const { pcm, sampleRate } = parseWav(new Uint8Array(await wav.arrayBuffer()));
    expect(sampleRate).toBe(8000);
    expect([...pcm.subarray(0, 100)]).toEqual([...babble(700).subarray(0, 100)]);
    expect((await call('GET', '/audio/nobody')).status).toBe(404);
  });
});
