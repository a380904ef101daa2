import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { mintToken } from '@app/auth';
import { systemClock } from '@app/core';
import type { CallFile } from '@app/telemetry';
import { Service, eventually } from './support/service';

const SECRET = 'k8Jq2vX0pLw7ZrT4sNf6YbQe1HdUc9Ga';

class Lines extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

const tokenFor = (scopes: readonly ('call' | 'admin' | 'ops')[]): string =>
  mintToken(
    SECRET,
    { subject: 'tester', callId: '*', lifetimeSeconds: 600, scopes: [...scopes] },
    systemClock,
  );

describe('What an operator sees and does', () => {
  let service: Service;
  let folder: string;
  let directory: string;
  const log = new Lines();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'operator-'));
    // As on a fresh install: it is not there.
    directory = join(folder, 'calls');
    service = await Service.start(
      {
        JWT_SECRET: SECRET,
        LOG_LEVEL: 'info',
        DEBUG: 'realtime-processor:call',
        CALL_LOG_DIR: directory,
        PROFILING_ENABLED: 'true',
        PROFILE_DIR: join(folder, 'profiles'),
        STT_PROVIDER: 'simulated',
        AI_PROVIDER: 'simulated',
        SIMULATED_AI_TEXT: 'Yes.',
        // So soon that nothing has to be said before it.
        SIMULATED_AI_FIRST_TOKEN_MS: '1',
        TTS_PROVIDER: 'simulated',
      },
      [],
      log,
    );
  });

  afterAll(async () => {
    await service.stop();
    rmSync(folder, { recursive: true });
  });

  const order = async (
    method: string,
    path: string,
    body: object,
    token = tokenFor(['admin']),
  ): Promise<Response> =>
    fetch(`${service.http}/admin/${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });

  const oneTurn = async (callId: string, ordered: readonly object[] = []): Promise<string> => {
    const call = await service.call({ callId, token: tokenFor(['call']) });
    if (ordered.length > 0) {
      const { status } = await order('PUT', `faults/${callId}`, { faults: ordered });
      expect(status).toBe(200);
    }
    const completed = call.next('processing_status', ({ data }) => data.stage === 'completed');
    const part = call.next('ai_response', ({ data }) => data.isLast);
    call.text('secret words of mine');
    const { text } = (await part).data;
    await completed;
    await call.end();
    return text;
  };

  const callFile = (callId: string): string | undefined =>
    readdirSync(directory).find(name => name.includes(callId));

  it('the commands of the troubleshooting page print what they are for', async () => {
    await oneTurn('first');
    const { body } = await service.get('/metrics');
    const lines = String(body).split('\n');
    expect(lines.filter(line => line.includes('latency') && !line.startsWith('#')).length).toBeGreaterThan(
      10,
    );
    expect(lines.filter(line => line.includes('cache_size')).length).toBeGreaterThan(0);
    const health = (await service.get('/health')).body as { details: Record<string, unknown> };
    expect(health.details['recommendations']).toEqual([]);
    expect(health.details['cacheStats']).toMatchObject({ enabled: true, namespaces: expect.any(Object) });
    expect(health.details['latency']).toMatchObject({ stages: { total_pipeline: { count: 1 } } });
    expect(health.details['breakers']).toMatchObject({ 'ai:simulated': { state: 'closed' } });
    expect(health.details['disk']).toMatchObject({ status: 'up' });
  });

  it('a scraper that takes OpenMetrics gets it', async () => {
    const headers = { accept: 'application/openmetrics-text;version=1.0.0,text/plain;q=0.5' };
    const response = await fetch(`${service.http}/metrics`, { headers });
    expect(response.headers.get('content-type')).toContain('application/openmetrics-text');
    expect(await response.text()).toMatch(/# EOF\n$/);
  });

  it('each call leaves a file with the times of its turns, and none of its words; a command draws it', async () => {
    await oneTurn('second');
    await eventually('the file is there', () => callFile('second') !== undefined);
    const path = join(directory, callFile('second')!);
    await eventually('the file is whole', () => readFileSync(path, 'utf8').endsWith('}\n'));
    const text = readFileSync(path, 'utf8');
    const file = JSON.parse(text) as CallFile;
    expect(file).toMatchObject({ callId: 'second', endReason: 'caller', report: { turns: 1 } });
    expect(file.turns[0]?.stages.map(({ name }) => name)).toEqual([
      'ai_generation',
      'text_to_speech',
      'playout',
    ]);
    expect(text).not.toContain('secret words');
    const page = join(directory, 'page.html');
    execFileSync(process.execPath, [join(__dirname, '../../scripts/timeline.mjs'), path, page]);
    const html = readFileSync(page, 'utf8');
    for (const name of ['second', 'ai_generation', 'text_to_speech', 'playout']) expect(html).toContain(name);
    expect(html).not.toMatch(/(src|href)="?https?:/);
  });

  it('DEBUG names the parts that log everything, beside those that do not', () => {
    expect(log.text).toContain('"context":"call"');
    expect(log.text).toContain('"stage":"ai_generation"');
    expect(log.text).not.toContain('request completed');
    expect(log.text).not.toContain('secret words');
  });

  it('how much is logged changes at once', async () => {
    expect((await order('PUT', 'log-level', { level: 'debug' })).status).toBe(200);
    await service.get('/connections');
    await eventually('requests are logged', () => log.text.includes('request completed'));
    expect((await order('PUT', 'log-level', { level: 'silent' })).status).toBe(200);
    expect((await order('PUT', 'log-level', { level: 'loud' })).status).toBe(400);
  });

  it('a profile is taken', async () => {
    const response = await order('POST', 'profile', { kind: 'cpu', durationMs: 100 });
    expect(response.status).toBe(200);
    const { file, bytes } = (await response.json()) as { file: string; bytes: number };
    expect(readFileSync(file)).toHaveLength(bytes);
  });

  it.each([
    ['PUT', 'log-level'],
    ['POST', 'profile'],
    ['PUT', 'faults/x'],
  ])('%s %s is for administrators', async (method, path) => {
    expect((await order(method, path, {}, tokenFor(['ops']))).status).toBe(403);
    expect((await order(method, path, {}, 'nobody')).status).toBe(401);
  });
});
