import { tmpdir } from 'node:os';
import { Controller, Get } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import type { HealthCheckResult } from '@nestjs/terminus';
import { Test } from '@nestjs/testing';
import { Configuration, ConfigurationModule, LatencyTargets } from '@app/config';
import { systemClock } from '@app/core';
import type { CallId, Provider, ProviderHealth } from '@app/core';
import { Breakers, ProviderChain, defaultGuardLimits, unobserved } from '@app/resilience';
import { GuardMetrics, PerformanceMonitor, TelemetryModule } from '@app/telemetry';
import { DiskSpace } from './disk/disk-space';
import { DrainState } from './drain/drain-state';
import { HealthReport } from './health-report';
import type { FullHealth } from './health-report';
import { HealthModule } from './health.module';
import { Heap } from './process/heap';
import { LoopLag } from './process/loop-lag';

/** As the application serves it. */
@Controller('health')
class HealthController {
  constructor(private readonly report: HealthReport) {}

  @Get()
  full(): Promise<FullHealth> {
    return this.report.full();
  }

  @Get('live')
  live(): HealthCheckResult {
    return this.report.live();
  }

  @Get('ready')
  ready(): Promise<HealthCheckResult> {
    return this.report.ready();
  }
}

class Recogniser implements Provider {
  readonly name = 'embedded';
  condition: ProviderHealth = { status: 'up' };

  health(): ProviderHealth {
    return this.condition;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

describe('health', () => {
  let app: INestApplication;
  let recogniser: Recogniser;
  let breakers: Breakers;
  let redis: { status: 'up' | 'down'; since: number };
  let connections: { used: number; limit: number };

  beforeEach(async () => {
    recogniser = new Recogniser();
    breakers = new Breakers({ failureThreshold: 5, resetMs: 60_000 });
    const guards = { clock: systemClock, breakers, limits: defaultGuardLimits, observer: unobserved };
    redis = { status: 'up', since: Date.UTC(2026, 0, 1) };
    connections = { used: 1, limit: 2 };
    const module = await Test.createTestingModule({
      imports: [
        ConfigurationModule.forRoot(Configuration.load([LatencyTargets], {})),
        TelemetryModule.forRootAsync({ useFactory: () => ({ targets: {}, processingStages: [] }) }),
        HealthModule.forRootAsync({
          useFactory: () => ({
            chains: [new ProviderChain('stt', [recogniser], guards)],
            breakers: () => ({ 'stt:embedded': { state: 'closed' } }),
            capacities: () => ({ connections }),
            redis: () => redis,
            cacheStats: () => ({ namespaces: {} }),
            callLogDir: tmpdir(),
          }),
        }),
      ],
      controllers: [HealthController],
    }).compile();
    app = module.createNestApplication({ logger: false });
    await app.listen(0, '127.0.0.1');
    // How busy this machine is at the moment is not what is tested.
    jest.spyOn(app.get(LoopLag), 'read').mockReturnValue({ p99Ms: 3, maxMs: 9 });
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await app.close();
  });

  const ask = async (path = ''): Promise<{ code: number; health: HealthCheckResult }> => {
    const response = await fetch(`${await app.getUrl()}/health${path}`);
    return { code: response.status, health: (await response.json()) as HealthCheckResult };
  };

  const codes = async (): Promise<number[]> =>
    Promise.all(['', '/ready', '/live'].map(async path => (await ask(path)).code));

  it('says everything when all is well', async () => {
    const { code, health } = await ask();
    expect(code).toBe(200);
    expect(health.status).toBe('ok');
    expect(health.details).toMatchObject({
      stt: {
        status: 'up',
        providers: {
          embedded: {
            status: 'up',
            since: expect.any(String),
            breaker: { state: 'closed', lastError: null },
            firstItemMs: null,
          },
        },
      },
      drain: { status: 'up' },
      latency: { status: 'up', targetMs: 800, stages: {} },
      event_loop: { status: 'up', p99Ms: expect.any(Number) },
      heap: { status: 'up', usedMiB: expect.any(Number), limitMiB: expect.any(Number) },
      recommendations: [],
      breakers: { 'stt:embedded': { state: 'closed' } },
      capacity: { status: 'up', connections: { used: 1, limit: 2 } },
      redis: { status: 'up', since: '2026-01-01T00:00:00.000Z' },
      disk: { status: 'up', freeMiB: expect.any(Number) },
      cacheStats: { status: 'up', namespaces: {} },
    });
  });

  it('is not ready while a kind of provider is down, but alive', async () => {
    recogniser.condition = { status: 'down', reason: 'no worker starts' };
    expect(await codes()).toEqual([503, 503, 200]);
    const { health } = await ask('/ready');
    expect(health).toMatchObject({
      status: 'error',
      details: { stt: { providers: { embedded: recogniser.condition } } },
    });
  });

  it('is not ready while the breaker of the only provider is held open, and says so', async () => {
    breakers.of('stt:embedded').hold('open');
    expect(await codes()).toEqual([503, 503, 200]);
    expect((await ask()).health.details['stt']).toMatchObject({
      status: 'down',
      reason: 'embedded: its breaker is held open',
      providers: { embedded: { status: 'down', breaker: { state: 'isolated' } } },
    });
  });

  it('tells how long each provider takes to its first word or sound', async () => {
    const guards = app.get(GuardMetrics);
    for (let n = 0; n < 20; n++) guards.firstItem('stt', 'embedded', 150, 'call-1' as CallId);
    guards.attempt('stt', 'embedded', 'refused');
    const { stt } = (await ask()).health.details;
    expect(stt?.['providers']).toMatchObject({
      embedded: { firstItemMs: { count: 20, p50: 150, p95: 150, p99: 150 } },
    });
  });

  it('is ready while a provider is only degraded, and says so', async () => {
    recogniser.condition = { status: 'degraded', reason: 'slow' };
    expect(await codes()).toEqual([200, 200, 200]);
    expect((await ask('/ready')).health.status).toBe('degraded');
  });

  it('is not ready while draining, but alive', async () => {
    app.get(DrainState).begin(Infinity);
    expect(await codes()).toEqual([503, 503, 200]);
    expect((await ask('/ready')).health.details).toMatchObject({
      drain: { status: 'down', reason: 'draining' },
    });
  });

  it('tells the latencies of the last turns, and is degraded once enough of them were late', async () => {
    const latencies = app.get(PerformanceMonitor);
    for (let turn = 0; turn < 19; turn++) latencies.record('total_pipeline', 900);
    expect((await ask()).health.details['latency']?.status).toBe('up');
    latencies.record('total_pipeline', 900);
    const { code, health } = await ask();
    expect([code, health.status]).toEqual([200, 'degraded']);
    expect(health.details['latency']).toEqual({
      status: 'degraded',
      since: expect.any(String),
      reason: 'one turn in twenty takes longer than 800 ms',
      targetMs: 800,
      stages: { total_pipeline: { count: 20, p50: 900, p95: 900, p99: 900 } },
    });
  });

  it('says what to change where a stage is slow, also while something else is down', async () => {
    const monitor = app.get(PerformanceMonitor);
    for (let turn = 0; turn < 20; turn++) monitor.record('ai_generation', 500);
    recogniser.condition = { status: 'down', reason: 'no worker starts' };
    const { code, health } = await ask();
    expect(code).toBe(503);
    expect(health.details['recommendations']).toMatchObject([
      { stage: 'ai_generation', currentLatencyMs: 500, targetLatencyMs: 300, expectedGainMs: 200 },
    ]);
  });

  it('is degraded and ready, with a reason, without Redis and without a free place', async () => {
    redis = { status: 'down', since: Date.UTC(2026, 0, 2) };
    connections = { used: 2, limit: 2 };
    expect(await codes()).toEqual([200, 200, 200]);
    expect((await ask()).health).toMatchObject({
      status: 'degraded',
      details: {
        redis: { status: 'degraded', reason: 'Redis does not answer', since: '2026-01-02T00:00:00.000Z' },
        capacity: { status: 'degraded', reason: 'all connections are in use' },
      },
    });
  });

  it('says since when a component is as it is', async () => {
    const since = async (): Promise<unknown> => (await ask()).health.details['stt']?.['since'];
    const before = await since();
    expect(await since()).toBe(before);
    recogniser.condition = { status: 'degraded', reason: 'slow' };
    jest.useFakeTimers({
      doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'clearTimeout', 'queueMicrotask', 'performance'],
      now: Date.UTC(2040, 0, 1),
    });
    await ask('/ready');
    jest.useRealTimers();
    expect(await since()).toBe('2040-01-01T00:00:00.000Z');
    expect((await ask()).health.details['stt']).toMatchObject({
      reason: 'embedded: slow',
      providers: { embedded: { since: '2040-01-01T00:00:00.000Z' } },
    });
  });

  it.each([
    [84, 'ok', 200, undefined],
    [90, 'degraded', 200, 'memory is 90 % full'],
    [98, 'error', 503, 'memory is 98 % full'],
  ])('with the heap %d %% full, all three say %s', async (usedMiB, status, code, reason) => {
    jest.spyOn(app.get(Heap), 'read').mockReturnValue({ usedMiB, limitMiB: 100 });
    expect(await codes()).toEqual([code, code, code]);
    for (const path of ['', '/ready', '/live']) {
      const { health } = await ask(path);
      expect([path, health.status, health.details['heap']?.['reason']]).toEqual([path, status, reason]);
    }
  });

  it('is degraded, never down, while the loop is so late that it can be heard', async () => {
    jest.spyOn(app.get(LoopLag), 'read').mockReturnValue({ p99Ms: 101, maxMs: 9000 });
    const { code, health } = await ask('/live');
    expect([code, health.status]).toEqual([200, 'degraded']);
    expect(health.details['event_loop']?.['reason']).toBe(
      'one timer in a hundred is 101 ms late: callers hear gaps',
    );
  });

  it('has a reason for every component that is not up', async () => {
    recogniser.condition = { status: 'degraded', reason: 'slow' };
    redis = { status: 'down', since: 0 };
    connections = { used: 2, limit: 2 };
    app.get(DrainState).begin(systemClock.now() + 60_000);
    for (let turn = 0; turn < 20; turn++) app.get(PerformanceMonitor).record('total_pipeline', 900);
    jest.spyOn(app.get(LoopLag), 'read').mockReturnValue({ p99Ms: 101, maxMs: 9000 });
    jest.spyOn(app.get(Heap), 'read').mockReturnValue({ usedMiB: 90, limitMiB: 100 });
    jest.spyOn(DiskSpace.prototype, 'read').mockReturnValue('unreadable');
    const ill = Object.entries((await ask()).health.details).filter(
      ([, { status = 'up' }]) => status !== 'up',
    );
    const names = ill.map(([name]) => name).sort();
    expect(names).toEqual(['capacity', 'disk', 'drain', 'event_loop', 'heap', 'latency', 'redis', 'stt']);
    for (const [name, detail] of ill) expect([name, detail['reason']]).toEqual([name, expect.any(String)]);
  });
});
