import { ProviderError } from '@app/core';
import { VirtualClock } from '@app/testing';
import { ProviderLoads } from './provider-loads';

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'in';
  } catch (error) {
    return error instanceof ProviderError ? error.code : String(error);
  }
};

describe('The load of a provider', () => {
  const clock = new VirtualClock();
  let slow = 100;
  const loads = new ProviderLoads(
    {
      maxConcurrent: 3,
      quotas: {
        azure: { newPerMinute: 2 },
        'stt:azure': { maxConcurrent: 1 },
        'ai:azure-openai': { tokensPerMinute: 1000 },
      },
    },
    clock,
    () => ({
      get limit() {
        return slow;
      },
      took: () => undefined,
    }),
  );

  it('has so many places, its own number where one is named', () => {
    expect([loads.of('tts:azure').limit, loads.of('stt:azure').limit, loads.of('ai:script').limit]).toEqual([
      3, 1, 3,
    ]);
    const load = loads.of('stt:azure');
    const leave = load.enter(true);
    expect(codeOf(() => load.enter(true))).toBe('provider_busy');
    leave();
    leave();
  });

  it('has its place back when it is left', async () => {
    const load = loads.of('tts:embedded');
    const leave = [1, 2, 3].map(() => load.enter(false));
    expect([load.used, codeOf(() => load.enter(false))]).toEqual([3, 'provider_busy']);
    leave[0]!();
    await clock.run(0);
    expect([load.used, codeOf(() => load.enter(false))]).toEqual([2, 'in']);
  });

  it('sends away who can go elsewhere as soon as it gets slow, and nobody else', () => {
    const load = loads.of('tts:simulated');
    slow = 1;
    const answered = load.asked();
    expect(codeOf(() => load.enter(true))).toBe('provider_busy');
    expect(codeOf(() => load.enter(false))).toBe('in');
    answered(200);
    expect(codeOf(() => load.enter(true))).toBe('in');
    slow = 100;
  });

  it('takes new calls up to its quota of a minute, and says when the next may come', () => {
    const load = loads.of('tts:azure');
    expect(load.waitForCall).toBe(0);
    load.callBegun();
    clock.advance(20_000);
    load.callBegun();
    expect(load.waitForCall).toBe(40_000);
    clock.advance(40_000);
    expect(load.waitForCall).toBe(0);
  });

  it('keeps its last tokens for the calls it has, and is not asked when there are none left', () => {
    const load = loads.of('ai:azure-openai');
    load.spent(899);
    expect(load.waitForCall).toBe(0);
    load.spent(1);
    expect([load.waitForCall, codeOf(() => load.enter(true))]).toEqual([60_000, 'in']);
    load.spent(100);
    expect(codeOf(() => load.enter(true))).toBe('provider_busy');
    clock.advance(60_000);
    expect([load.waitForCall, codeOf(() => load.enter(true))]).toEqual([0, 'in']);
  });
});
