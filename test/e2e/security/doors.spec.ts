import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get as httpsGet } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { OpsListener } from '../../../apps/realtime-processor/src/doors/ops-listener';
import { Service } from '../support/service';
import { PATH, answerTo } from './support/handshake';
import { selfSigned } from './support/self-signed';
import { SECRET, hs256 } from './support/tokens';

const CONSOLE = 'https://console.example.com';
const production = { NODE_ENV: 'production', JWT_SECRET: SECRET, STT_PROVIDER: 'simulated' };
const bearer = (patch: object = {}): { authorization: string } => ({
  authorization: `Bearer ${hs256(patch)}`,
});

describe('Pages', () => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start({ ...production, CORS_ORIGINS: CONSOLE });
  });
  afterAll(() => service.stop());

  it.each([
    ['of the console', CONSOLE, 101],
    ['of nobody: no browser', undefined, 101],
    ['of somebody else', 'https://evil.example', 403],
    ['that look like the console', `${CONSOLE}.evil.example`, 403],
    ['of this machine', 'http://localhost:3000', 403],
    ['without an origin of their own', 'null', 403],
  ])('%s: %s → %i', async (_, origin, status) => {
    const headers = { ...bearer(), ...(origin !== undefined && { origin }) };
    expect((await answerTo(service, PATH, headers))[0]).toBe(status);
  });

  it('may read answers only where they may call', async () => {
    const allowed = async (origin: string): Promise<string | null> => {
      const response = await fetch(`${service.http}/health/live`, { headers: { origin } });
      return response.headers.get('access-control-allow-origin');
    };
    expect(await allowed(CONSOLE)).toBe(CONSOLE);
    expect(await allowed('https://evil.example')).toBeNull();
  });

  it('are told to be careful, and not what runs here', async () => {
    const { headers } = await fetch(`${service.http}/nowhere`);
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security')).toContain('max-age=');
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
  });

  it.each(['__proto__', 'constructor', 'toString'])('a body with %s is refused', async name => {
    const body = `{"callId":"a","audioData":"AAAA","${name}":{"x":1}}`;
    expect((await service.post('/process/audio', body, bearer())).status).toBe(400);
  });

  it('the largest body is for sound only', async () => {
    const large = JSON.stringify({ text: 'x'.repeat(200_000) });
    expect((await service.post('/health', large)).status).toBe(413);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await service.post('/process/audio', 'callId=a', form)).status).toBe(415);
  });
});

describe('Addresses', () => {
  const statuses = async (service: Service, forwarded: readonly string[]): Promise<number[]> => {
    const found: number[] = [];
    for (const header of forwarded) {
      found.push((await answerTo(service, PATH, { 'x-forwarded-for': header }))[0]);
    }
    return found;
  };

  it('cannot be chosen by the client', async () => {
    const service = await Service.start({ ...production, RATE_LIMIT_HANDSHAKES_PER_IP: '2' });
    expect(await statuses(service, ['1.1.1.1', '2.2.2.2', '3.3.3.3', '4.4.4.4'])).toEqual([
      401, 401, 429, 429,
    ]);
    await service.stop();
  });

  it('are as the proxy in front says, whatever the client wrote before it', async () => {
    const environment = { ...production, RATE_LIMIT_HANDSHAKES_PER_IP: '2', RATE_LIMIT_HTTP_PER_IP: '2' };
    const service = await Service.start({ ...environment, TRUST_PROXY: '1' });
    const forged = ['1.1.1.1, 9.9.9.9', '2.2.2.2, 9.9.9.9', '3.3.3.3, 9.9.9.9', '8.8.8.8', '9.9.9.9'];
    expect(await statuses(service, forged)).toEqual([401, 401, 429, 401, 429]);
    const requests: number[] = [];
    for (const header of forged) {
      const response = await fetch(`${service.http}/metrics`, { headers: { 'x-forwarded-for': header } });
      requests.push(response.status);
    }
    expect(requests).toEqual([401, 401, 429, 401, 429]);
    await service.stop();
  });

  it('that come too often are told when to come back; probes of the orchestrator never are', async () => {
    const service = await Service.start({ ...production, RATE_LIMIT_HTTP_PER_IP: '1' });
    await fetch(`${service.http}/metrics`);
    const late = await fetch(`${service.http}/metrics`);
    expect([late.status, late.headers.get('retry-after')]).toEqual([429, '60']);
    expect(await late.json()).toMatchObject({ code: 'rate_limited' });
    for (let i = 0; i < 5; i++) expect((await fetch(`${service.http}/health/live`)).status).toBe(200);
    await service.stop();
  });

  it('and users and tenants open so many calls a minute', async () => {
    const service = await Service.start({
      ...production,
      RATE_LIMIT_CALLS_PER_SUBJECT: '2',
      RATE_LIMIT_CALLS_PER_TENANT: '3',
    });
    const open = async (sub: string, tenant?: string): Promise<number> =>
      (await answerTo(service, PATH, bearer({ sub, tenant })))[0];
    expect([await open('ann'), await open('ann'), await open('ann'), await open('bob')]).toEqual([
      101, 101, 429, 101,
    ]);
    const tenants = [await open('c', 't'), await open('d', 't'), await open('e', 't'), await open('f', 't')];
    expect(tenants).toEqual([101, 101, 101, 429]);
    const metrics = await fetch(`${service.http}/metrics`, { headers: bearer({ scopes: ['ops'] }) });
    const counted = await metrics.text();
    expect(counted).toContain('realtime_rate_limited_total{limit="calls_subject"} 1');
    expect(counted).toContain('realtime_refusals_total{code="rate_limited"} 2');
    await service.stop();
  });
});

describe('The port of operators', () => {
  let service: Service;
  let ops: string;
  beforeAll(async () => {
    service = await Service.start({ ...production, METRICS_PORT: '0', METRICS_HOST: '127.0.0.1' });
    ops = `http://127.0.0.1:${service.app.get(OpsListener).port}`;
  });
  afterAll(() => service.stop());

  const status = async (base: string, path: string, method = 'GET'): Promise<number> =>
    (await fetch(`${base}${path}`, { method, headers: bearer({ scopes: ['ops', 'call'] }) })).status;

  it('answers them without a token, and nobody else', async () => {
    for (const path of ['/metrics', '/connections', '/health']) {
      expect((await fetch(`${ops}${path}`)).status).toBe(200);
    }
    expect(await status(ops, '/process/audio', 'POST')).toBe(404);
    expect(await status(ops, '/docs')).toBe(404);
    expect(await (await fetch(`${ops}/metrics`)).text()).toContain('realtime_refusals_total');
  });

  it('is the only one that does: the other has no such paths, whatever the token', async () => {
    expect(await status(service.http, '/metrics')).toBe(404);
    expect(await status(service.http, '/connections')).toBe(404);
    expect(await status(service.http, '/metrics/')).toBe(404);
    expect((await fetch(`${service.http}/health`)).status).toBe(401);
    expect(await status(service.http, '/health')).toBe(200);
    expect((await fetch(`${service.http}/health/ready`)).status).toBe(200);
  });
});

describe('TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tls-'));
  const files = { TLS_CERT_FILE: join(folder, 'crt'), TLS_KEY_FILE: join(folder, 'key') };
  const { cert, key } = selfSigned();
  beforeAll(() => {
    writeFileSync(files.TLS_CERT_FILE, cert);
    writeFileSync(files.TLS_KEY_FILE, key);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is spoken by the service itself, for requests and calls', async () => {
    const service = await Service.start({ ...production, ...files });
    const trust = { ca: cert, checkServerIdentity: () => undefined };
    const secure = service.http.replace('http', 'https');
    const answered = await new Promise(resolve =>
      httpsGet(`${secure}/health/live`, trust, response => resolve(response.statusCode)),
    );
    expect(answered).toBe(200);
    const socket = new WebSocket(`${service.ws.replace('ws', 'wss')}${PATH}`, {
      ...trust,
      headers: bearer(),
    });
    const first = await new Promise<Buffer>((resolve, reject) =>
      socket.once('message', resolve).once('error', reject),
    );
    expect(first.toString()).toContain('session_started');
    socket.terminate();
    await service.stop();
  });

  it.each([
    [{ ...files, TLS_KEY_FILE: '/nowhere' }, /^.*\n.*TLS_KEY_FILE: the file cannot be read \(ENOENT\)$/],
    [{ ...files, TLS_KEY_FILE: files.TLS_CERT_FILE }, /TLS_CERT_FILE: must be a PEM certificate/],
  ])('names the file that cannot be used', async (environment, message) => {
    await expect(Service.start({ ...production, ...environment })).rejects.toThrow(message);
  });
});
