import { CountedCapacity } from '@app/core';
import type { Capacity, Provider, ProviderHealth } from '@app/core';
import { healthOfChain } from './chain-health';

const UP: ProviderHealth = { status: 'up' };
const DEGRADED: ProviderHealth = { status: 'degraded', reason: 'slow' };
const DOWN: ProviderHealth = { status: 'down', reason: 'no model' };

const provider = (name: string, health: ProviderHealth | Error): Provider => ({
  name,
  health() {
    if (health instanceof Error) throw health;
    return health;
  },
  close: () => Promise.resolve(),
});

const statusOf = (...healths: (ProviderHealth | Error)[]): string =>
  healthOfChain({ kind: 'stt', providers: healths.map((health, n) => provider(`p${n}`, health)) }).status;

describe('the health of a chain of providers', () => {
  it('is that of its first, unless the first is down', () => {
    expect(statusOf(UP, DOWN)).toBe('up');
    expect(statusOf(DEGRADED, UP)).toBe('degraded');
    expect(statusOf(DOWN)).toBe('down');
  });

  it('is degraded when a fallback has to serve, and down when none can', () => {
    expect(statusOf(DOWN, UP)).toBe('degraded');
    expect(statusOf(DOWN, DEGRADED)).toBe('degraded');
    expect(statusOf(DOWN, DOWN)).toBe('down');
    expect(statusOf()).toBe('down');
  });

  it('tells each provider’s own, with how many calls it has room for', () => {
    const capacity: Capacity = new CountedCapacity(15);
    capacity.reserve();
    const chain = {
      kind: 'stt' as const,
      providers: [{ ...provider('embedded', UP), capacity }, provider('sherpa', DOWN)],
    };
    expect(healthOfChain(chain).providers).toEqual({
      embedded: { status: 'up', capacity: { used: 1, limit: 15 } },
      sherpa: { status: 'down', reason: 'no model' },
    });
  });

  it('takes a provider that throws as down, and does not repeat what it threw', () => {
    const chain = { kind: 'ai' as const, providers: [provider('broken', new Error('key=hunter2'))] };
    expect(JSON.stringify(healthOfChain(chain))).not.toContain('hunter2');
    expect(healthOfChain(chain).status).toBe('down');
  });
});
