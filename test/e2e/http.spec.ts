import { Mp3PartEncoder, bytesFromPcm, encodeMulaw, formatWav, isMp3, resample } from '@app/audio';
import { CallerVoice } from './support/caller-voice';
import { Service } from './support/service';

const PHRASE = 'hello i am calling about your car insurance';

interface Processed {
  transcript: string;
  reply: string;
  audioData: string;
  latencies: Record<string, number>;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

describe('HTTP beside the calls', () => {
  let service: Service;
  let voice: CallerVoice;
  let phrase: Int16Array;
  beforeAll(async () => {
    service = await Service.start();
    voice = await CallerVoice.create();
    phrase = await voice.say(PHRASE);
  });
  afterAll(async () => {
    await voice.close();
    await service.stop();
  });

  async function process(body: object): Promise<Processed> {
    const response = await service.post('/process/audio', {
      callId: 'call-123',
      userId: 'user-456',
      ...body,
    });
    expect(response.status).toBe(200);
    return (await response.json()) as Processed;
  }

  it('a clip is answered whichever way it is encoded', async () => {
    const encoder = new Mp3PartEncoder();
    const narrow = resample(phrase, 16_000, 8000);
    const line = new Uint8Array(narrow.length);
    encodeMulaw(narrow, line);
    const clips = [
      { audioData: base64(formatWav([phrase], 16_000)) },
      { audioData: base64(bytesFromPcm(phrase)), encoding: 'pcm16', sampleRate: 16_000 },
      { audioData: base64(line), encoding: 'mulaw' },
      { audioData: base64(await encoder.encode(phrase, 16_000, new AbortController().signal)) },
    ];
    await encoder.close();
    for (const clip of clips) {
      const { transcript, reply, audioData, latencies } = await process(clip);
      expect(transcript).toBe(PHRASE);
      expect(reply).toMatch(/insurance/i);
      expect(isMp3(Buffer.from(audioData, 'base64'))).toBe(true);
      const stages = ['audioPreprocessing', 'speechToText', 'aiGeneration', 'textToSpeech', 'total'];
      expect(Object.keys(latencies)).toEqual(stages);
    }
  });

  it.each([
    ['a body that is no JSON', '{', {}, 400, 'bad_request', null],
    [
      'a body of another type',
      'callId=x',
      { 'content-type': 'text/plain' },
      415,
      'unsupported_media_type',
      null,
    ],
    ['no audio', { callId: 'a' }, {}, 400, 'bad_request', 'audioData'],
    ['an unknown field', { callId: 'a', audioData: 'AAAA', volume: 11 }, {}, 400, 'bad_request', 'volume'],
    ['a call id that is a number', { callId: 7, audioData: 'AAAA' }, {}, 400, 'bad_request', 'callId'],
    [
      'a negative rate',
      { callId: 'a', audioData: 'AAAA', sampleRate: -1 },
      {},
      400,
      'bad_request',
      'sampleRate',
    ],
    ['base64 garbage', { callId: 'a', audioData: '%%%%' }, {}, 400, 'bad_request', 'audioData'],
    ['a clip of 2 ms', { callId: 'a', audioData: base64(new Uint8Array(64)) }, {}, 422, 'bad_audio', null],
    [
      'a WAV file without data',
      { callId: 'a', audioData: base64(formatWav([], 8000).subarray(0, 36)) },
      {},
      422,
      'bad_audio',
      null,
    ],
    [
      'text called MP3',
      { callId: 'a', audioData: base64(Buffer.from('no mp3 at all')), encoding: 'mp3' },
      {},
      422,
      'bad_audio',
      null,
    ],
    [
      'a clip of 61 s',
      { callId: 'a', audioData: base64(new Uint8Array(8000 * 61)), encoding: 'mulaw' },
      {},
      413,
      'too_large',
      null,
    ],
    ['a body of 20 MB', { callId: 'a', audioData: 'A'.repeat(20_000_000) }, {}, 413, 'too_large', null],
    ['no token', { callId: 'a', audioData: 'AAAA' }, { authorization: '' }, 401, 'token_missing', null],
  ])('%s is refused', async (_, body, headers, status, code, field) => {
    const response = await service.post('/process/audio', body, headers);
    const answer = (await response.json()) as { code: string; errors?: { field: string }[] };
    expect([response.status, answer.code]).toEqual([status, code]);
    if (field !== null) expect(answer.errors?.map(error => error.field)).toEqual([field]);
  });

  it('health tells of the engines, and whether calls can be taken', async () => {
    const { status, body } = await service.get('/health');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      // A busy machine makes the event loop late, and says so.
      status: expect.stringMatching(/^(ok|degraded)$/),
      details: { stt: { status: 'up' }, ai: { status: 'up' }, tts: { status: 'up' } },
    });
    expect((await service.get('/health/live')).status).toBe(200);
    expect(await service.get('/health/ready')).toEqual({ status: 200, body: { status: 'ok' } });
  });

  it('live calls are listed, with who, since when, in which state and how fast', async () => {
    const call = await service.call({ callId: 'listed' });
    const reply = call.next('ai_response');
    call.text('i am calling about your car insurance');
    await reply;
    const { body } = await service.get('/connections');
    expect(body).toMatchObject({
      totals: { live: 1, queue: 0 },
      calls: [{ callId: 'listed', userId: 'tester', state: 'replying', turns: 1, language: 'en-US' }],
    });
    await call.end();
  });

  it('metrics hold a histogram for each stage, by who served it', async () => {
    const { body } = await service.get('/metrics');
    expect(String(body)).toMatch(
      /realtime_stage_latency_seconds_bucket\{.*stage="ai_generation",provider="script".*\} [1-9]/,
    );
  });

  it.each([
    'realtime_breaker_state{name="stt:embedded"} 0',
    'realtime_breaker_opens_total{name="tts:embedded"} 0',
    'realtime_cache_troubles_total{namespace="profile",kind="slow"} 0',
    'realtime_calls_total{end_reason="error"} 0',
    'realtime_endpoints_total{reason="hesitation"} 0',
    'realtime_errors_total{code="internal"} 0',
    'realtime_provider_attempts_total{kind="ai",provider="script",outcome="timeout"} 0',
    'realtime_rate_limited_total{limit="media"} 0',
    'realtime_stage_latency_seconds_count{stage="ai_generation",provider="cache",outcome="ok"} 0',
    'realtime_stage_latency_seconds_count{stage="text_to_speech",outcome="timeout"} 0',
    'realtime_refusals_total{code="busy"} 0',
    'realtime_reply_parts_total{source="fallback"} 0',
  ])('metrics count what has not happened: %s', async line => {
    const { body } = await service.get('/metrics');
    expect(String(body).split('\n')).toContain(line);
  });

  it('/docs describes every path', async () => {
    const { body } = await service.get('/docs-json');
    const { paths } = body as { paths: Record<string, Record<string, { summary?: string }>> };
    const described = Object.entries(paths).filter(([, methods]) =>
      Object.values(methods).every(({ summary }) => (summary ?? '') !== ''),
    );
    expect(Object.keys(paths)).toEqual(described.map(([path]) => path));
    const served = [
      '/admin/breakers',
      '/admin/breakers/{name}',
      '/calls/{callId}',
      '/calls/{callId}/commands',
      '/connections',
      '/health',
      '/health/live',
      '/health/ready',
      '/metrics',
      '/process/audio',
    ];
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(served));
  });

  it('/docs describes what an order has to hold, and what it may', async () => {
    const { body } = await service.get('/docs-json');
    const { components } = body as {
      components: { schemas: Record<string, { required?: string[]; properties: Record<string, object> }> };
    };
    const clip = components.schemas.ProcessAudioBody!;
    expect(clip.required).toContain('audioData');
    expect(Object.keys(clip.properties).length).toBeGreaterThan(clip.required!.length);
    expect(clip.properties.audioData).toMatchObject({ type: 'string' });
  });

  it('/docs is a page for people, with all it needs', async () => {
    const page = await fetch(`${service.http}/docs`);
    expect(page.headers.get('content-type')).toMatch('text/html');
    const scripts = [...(await page.text()).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path!);
    expect(scripts.length).toBeGreaterThan(3);
    for (const path of scripts) {
      const { status } = await fetch(new URL(path, page.url));
      expect([path, status]).toEqual([path, 200]);
    }
    const start = await fetch(new URL('swagger-initializer.js', page.url)).then(answer => answer.text());
    const [, document] = /url: '([^']+)'/.exec(start)!;
    expect(new URL(document!, page.url).pathname).toBe('/docs-json');
  });

  it('an unknown path answers 404 in the same shape', async () => {
    const { status, body } = await service.get('/nowhere');
    expect(status).toBe(404);
    expect(body).toMatchObject({ statusCode: 404, code: 'not_found' });
  });
});
