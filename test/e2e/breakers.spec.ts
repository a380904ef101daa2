import { ConnectionRefused } from '@app/client';
import { Service } from './support/service';

interface Report {
  readonly name: string;
  readonly state: string;
  readonly heldAs: string | null;
}

interface Reported {
  readonly status: string;
  readonly reason?: string;
  readonly providers: Readonly<Record<string, { readonly status: string; readonly breaker: object }>>;
}

describe('Breakers, by hand', () => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start({
      STT_PROVIDER: 'simulated',
      AI_PROVIDER: 'simulated,script',
      TTS_PROVIDER: 'simulated',
      PROVIDER_QUOTAS: '{"stt:simulated": {"newPerMinute": 3}}',
    });
  });
  afterAll(() => service.stop());

  const headers = { authorization: 'Bearer valid_boss_any', 'content-type': 'application/json' };
  const put = (name: string, body: unknown): Promise<Response> =>
    fetch(`${service.http}/admin/breakers/${name}`, { method: 'PUT', headers, body: JSON.stringify(body) });
  const refused = async (): Promise<Pick<ConnectionRefused, 'status' | 'code' | 'retryAfterMs'>> => {
    const error: unknown = await service.call().catch((thrown: unknown) => thrown);
    if (!(error instanceof ConnectionRefused)) throw new Error('the call was taken');
    const { status, code, retryAfterMs } = error;
    return { status, code, retryAfterMs };
  };

  /** What /health says of the reply engines, and whether probes are told to send calls here. */
  const health = async (): Promise<{ ready: number; code: number; ai: Reported }> => {
    const [ready, full] = await Promise.all([service.get('/health/ready'), service.get('/health')]);
    const { ai } = (full.body as { details: { ai: Reported } }).details;
    return { ready: ready.status, code: full.status, ai };
  };

  it('are listed, held open and let go of, and told in /health', async () => {
    const list = (await (await fetch(`${service.http}/admin/breakers`, { headers })).json()) as {
      breakers: Report[];
    };
    expect(list.breakers.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'stt:simulated closed',
      'ai:simulated closed',
      'ai:script closed',
      'tts:simulated closed',
    ]);
    expect(await (await put('ai:simulated', { state: 'open' })).json()).toMatchObject({
      state: 'isolated',
      heldAs: 'open',
    });
    const { details } = (await (await fetch(`${service.http}/health`, { headers })).json()) as {
      details: { breakers: Record<string, Report>; adaptation: { frozen: boolean; turns: unknown } };
    };
    expect(details.breakers['ai:simulated']).toMatchObject({ state: 'isolated', heldAs: 'open' });
    expect(details.adaptation).toMatchObject({ frozen: false, turns: { underWay: 0, waiting: 0 } });
    expect(await (await put('ai:simulated', { state: 'auto' })).json()).toMatchObject({ state: 'closed' });
  });

  it('are no place for other words, other names or other people', async () => {
    expect((await put('ai:simulated', { state: 'ajar' })).status).toBe(400);
    expect((await put('ai:nobody', { state: 'open' })).status).toBe(404);
    const stranger = { ...headers, authorization: 'Bearer nonsense' };
    expect((await fetch(`${service.http}/admin/breakers`, { headers: stranger })).status).toBe(401);
  });

  it('let another answer while there is one, and keep calls out as soon as there is none', async () => {
    await put('ai:simulated', { state: 'open' });
    const call = await service.call();
    const answer = call.next('ai_response');
    call.text('hello');
    expect((await answer).data).toMatchObject({ source: 'script' });
    await call.end();
    expect(await health()).toMatchObject({
      ready: 200,
      code: 200,
      ai: {
        status: 'degraded',
        reason: 'simulated: its breaker is held open',
        providers: {
          simulated: { status: 'down', breaker: { state: 'isolated', lastError: null } },
          script: { status: 'up', breaker: { state: 'closed' } },
        },
      },
    });
    await put('ai:script', { state: 'open' });
    expect(await refused()).toEqual({ status: 503, code: 'no_provider', retryAfterMs: 60_000 });
    expect(await health()).toMatchObject({
      ready: 503,
      code: 503,
      ai: {
        status: 'down',
        reason: 'simulated: its breaker is held open; script: its breaker is held open',
      },
    });
    await put('ai:script', { state: 'auto' });
    await put('ai:simulated', { state: 'auto' });
    expect(await health()).toMatchObject({ ready: 200, ai: { status: 'up' } });
    await (await service.call()).end();
  });

  it('stand beside quotas: who comes after the last call of a minute is told when to come again', async () => {
    await (await service.call()).end();
    expect(await refused()).toMatchObject({ status: 429, code: 'quota_exceeded' });
    const { status, body } = await service.get('/health');
    expect([status, (body as { details: { stt: object } }).details.stt]).toEqual([
      200,
      expect.objectContaining({
        status: 'degraded',
        reason: 'simulated: what it may do in a minute is used up',
      }),
    ]);
  });
});
