import { CountedCapacity } from '@app/core';
import type { Capacity, Provider, ProviderHealth } from '@app/core';
import { VirtualClock } from '@app/testing';
import { Breakers } from './breakers';
import { healthOfChain } from './chain-health';
import type { ChainHealth } from './chain-health';
import { defaultGuardLimits } from './guard-limits';
import { unobserved } from './guard-observer';
import { ProviderLoads } from './load/provider-loads';
import { ProviderChain } from './provider-chain';

const UP: ProviderHealth = { status: 'up' };
const SLOW: ProviderHealth = { status: 'degraded', reason: 'slow' };
const DOWN: ProviderHealth = { status: 'down', reason: 'no model' };
const RESET_MS = 60_000;

const provider = (name: string, health: ProviderHealth | Error): Provider => ({
  name,
  health() {
    if (health instanceof Error) throw health;
    return health;
  },
  close: () => Promise.resolve(),
});

describe('the health of a chain of providers', () => {
  const clock = new VirtualClock();
  let breakers: Breakers;
  let loads: ProviderLoads;

  beforeEach(() => {
    jest.useFakeTimers({ now: Date.UTC(2026, 0, 1), doNotFake: ['setImmediate', 'nextTick'] });
    breakers = new Breakers({ failureThreshold: 1, resetMs: RESET_MS });
    loads = new ProviderLoads({ maxConcurrent: 9, quotas: { 'ai:one': { newPerMinute: 1 } } }, clock);
  });
  afterEach(() => jest.useRealTimers());

  const chainOf = (...all: readonly [Provider, ...Provider[]]): ProviderChain<Provider> =>
    new ProviderChain('ai', all, {
      clock,
      breakers,
      limits: defaultGuardLimits,
      observer: unobserved,
      loads,
    });

  const of = (first: ProviderHealth | Error, ...rest: readonly ProviderHealth[]): ChainHealth =>
    healthOfChain(
      chainOf(provider('one', first), ...rest.map((health, n) => provider(['two', 'three'][n]!, health))),
    );

  /** One failure opens a breaker here. */
  const open = async (name: string): Promise<void> => {
    breakers.of(`ai:${name}`).enter()!.failed(new Error('boom'));
    await new Promise(resolve => setImmediate(resolve));
  };

  it('is that of its first, unless the first is down', () => {
    expect(of(UP, DOWN)).toMatchObject({ status: 'up' });
    expect(of(SLOW, UP)).toMatchObject({ status: 'degraded', reason: 'one: slow' });
    expect(of(DOWN)).toMatchObject({ status: 'down', reason: 'one: no model' });
  });

  it('is degraded when a fallback has to serve, and down when none can', () => {
    expect(of(DOWN, UP)).toMatchObject({ status: 'degraded', reason: 'one: no model' });
    expect(of(DOWN, SLOW)).toMatchObject({ status: 'degraded', reason: 'one: no model; two: slow' });
    expect(of(DOWN, DOWN)).toMatchObject({ status: 'down', reason: 'one: no model; two: no model' });
  });

  it('counts a provider as down while its breaker lets nobody in, however well it says it is', async () => {
    await open('one');
    expect(of(UP, UP)).toMatchObject({
      status: 'degraded',
      reason: 'one: its breaker is open after Error',
      providers: {
        one: {
          status: 'down',
          breaker: { state: 'open', since: '2026-01-01T00:00:00.000Z', lastError: 'Error' },
        },
        two: { status: 'up', breaker: { state: 'closed', lastError: null } },
      },
    });
    breakers.of('ai:two').hold('open');
    expect(of(UP, UP)).toMatchObject({
      status: 'down',
      reason: 'one: its breaker is open after Error; two: its breaker is held open',
    });
    breakers.of('ai:two').hold(null);
    expect(of(UP, UP).status).toBe('degraded');
  });

  it('counts one that may be tried again, or is being tried, as better than none', async () => {
    await open('one');
    jest.setSystemTime(Date.now() + RESET_MS);
    expect(of(UP).status).toBe('degraded');
    const trial = breakers.of('ai:one').enter()!;
    expect(of(UP)).toMatchObject({
      status: 'degraded',
      reason: 'one: its breaker is half-open after Error',
    });
    trial.succeeded();
    await new Promise(resolve => setImmediate(resolve));
    expect(of(UP).status).toBe('up');
  });

  it('is down exactly when there is nobody to serve, as long as all say they are up', async () => {
    const chain = chainOf(provider('one', UP), provider('two', UP));
    const agrees = (): boolean => (healthOfChain(chain).status === 'down') === (chain.serving === undefined);
    expect([agrees(), chain.serving?.name]).toEqual([true, 'one']);
    await open('one');
    expect([agrees(), chain.serving?.name]).toEqual([true, 'two']);
    await open('two');
    expect([agrees(), chain.serving?.name]).toEqual([true, undefined]);
    jest.setSystemTime(Date.now() + RESET_MS);
    expect([agrees(), chain.serving?.name]).toEqual([true, 'one']);
  });

  it('is degraded while its first has used up its minute', () => {
    loads.of('ai:one').callBegun();
    expect(of(UP)).toMatchObject({
      status: 'degraded',
      reason: 'one: what it may do in a minute is used up',
    });
    clock.advance(60_000);
    expect(of(UP).status).toBe('up');
  });

  it('tells each provider’s own, with how many calls it has room for', () => {
    const capacity: Capacity = new CountedCapacity(15);
    capacity.reserve();
    const chain = chainOf({ ...provider('one', UP), capacity } as Provider, provider('two', DOWN));
    expect(healthOfChain(chain).providers).toMatchObject({
      one: { status: 'up', capacity: { used: 1, limit: 15 } },
      two: { status: 'down', reason: 'no model' },
    });
  });

  it('takes a provider that throws as down, and does not repeat what it threw', () => {
    const health = of(new Error('key=hunter2'));
    expect(JSON.stringify(health)).not.toContain('hunter2');
    expect(health.status).toBe('down');
  });
});
