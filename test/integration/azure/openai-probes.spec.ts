import type { ReplyEngine } from '@app/core';
import { instant } from '../../../apps/azure-emulator/src/control/settings';
import { AzureEmulator } from '../../../apps/azure-emulator/src/emulator';
import type { Fault } from '../../../apps/azure-emulator/src/faults/fault';
import { Service } from '../../e2e/support/service';
import { until } from '../azure-emulator/support/until';
import { azureMind, deployment, tell } from './support/chat-engine';

describe('Azure OpenAI as a reply engine, asked how it is while nobody calls', () => {
  let emulator: AzureEmulator;
  let engine: ReplyEngine;
  beforeAll(async () => {
    emulator = await AzureEmulator.start({ voice: 'silence', settings: instant, keys: ['key'] });
  });
  beforeEach(async () => {
    engine = await azureMind(deployment(emulator));
  });
  afterEach(async () => {
    await engine.close();
    emulator.control.reset();
  });
  afterAll(() => emulator.close());

  const inject = (fault: Fault, times = 1): void =>
    void emulator.control.inject({ service: 'models', times, fault });
  const probe = (signal = new AbortController().signal): Promise<void> => engine.probe!(signal);
  const paths = (): unknown[] =>
    emulator.control.log({ event: 'received' }).map(({ detail }) => ('path' in detail ? detail.path : null));

  it('is up where its key is let in, and no tokens are spent on it', async () => {
    await probe();
    expect(engine.health()).toEqual({ status: 'up' });
    expect(paths()).toEqual(['/openai/models']);
  });

  it('is down where its key is refused, is not asked by callers then, and is up once the key is let in', async () => {
    inject({ kind: 'status', status: 401 });
    await probe();
    expect(engine.health()).toMatchObject({
      status: 'down',
      reason: expect.stringContaining('provider_auth'),
    });
    expect((await tell(engine)).error).toMatchObject({ code: 'provider_auth' });
    expect(paths()).toEqual(['/openai/models']);
    await probe();
    expect(engine.health()).toEqual({ status: 'up' });
    expect((await tell(engine)).error).toBeNull();
  });

  it.each([403, 404])(
    'is not asked again where the answer is %d, which says nothing of callers',
    async status => {
      inject({ kind: 'status', status });
      await probe();
      await probe();
      expect(paths()).toHaveLength(1);
      expect(engine.health()).toEqual({ status: 'up' });
    },
  );

  it('is degraded and still asked where it does not answer, until a caller hears it', async () => {
    inject({ kind: 'hang' });
    const abort = new AbortController();
    const asked = probe(abort.signal);
    await until(() => paths().length === 1);
    abort.abort();
    await asked;
    expect(engine.health()).toMatchObject({
      status: 'degraded',
      reason: expect.stringContaining('does not answer'),
    });
    expect((await tell(engine)).error).toBeNull();
    expect(engine.health()).toEqual({ status: 'up' });
  });

  it('keeps a service with a wrong key and nobody else from being ready, before the first call', async () => {
    const service = await Service.start({
      ...deployment(emulator),
      AZURE_OPENAI_KEY: 'wrong',
      STT_PROVIDER: 'simulated',
      AI_PROVIDER: 'azure-openai',
      TTS_PROVIDER: 'simulated',
      PROVIDER_PROBE_INTERVAL: '30000',
    });
    try {
      while ((await service.get('/health/ready')).status !== 503)
        await new Promise(resolve => setTimeout(resolve, 20));
      const { body } = await service.get('/health');
      const { ai } = (body as { details: { ai: { reason: string } } }).details;
      expect(ai.reason).toContain('provider_auth');
      expect(JSON.stringify(body)).not.toContain('wrong');
      expect(paths()).toEqual(['/openai/models']);
    } finally {
      await service.stop();
    }
  });
});
