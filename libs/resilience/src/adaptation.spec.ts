import type { LatencySource } from '@app/core';
import { VirtualClock } from '@app/testing';
import { Adaptation, DelayByPercentile } from './adaptation';
import type { AdaptedChange } from './adaptation';

describe('Adaptation', () => {
  let clock: VirtualClock;
  let known: { count: number; p95: number };
  let told: AdaptedChange[];
  const latencies: LatencySource = {
    quantile: (stage, q) => (stage === 'ai_generation' && q === 0.95 ? known.p95 : null),
    count: () => known.count,
  };
  const start = (frozen = false): { adaptation: Adaptation; hedge: DelayByPercentile } => {
    const hedge = new DelayByPercentile('hedge_delay_ms', 'ai_generation', 300);
    const adaptation = new Adaptation([hedge], latencies, clock, frozen, change => told.push(change));
    adaptation.start();
    return { adaptation, hedge };
  };
  beforeEach(() => {
    clock = new VirtualClock();
    known = { count: 100, p95: 420 };
    told = [];
  });

  it('lets a delay follow what is measured, and says why', () => {
    const { adaptation, hedge } = start();
    clock.advance(10_000);
    expect(hedge.value).toBe(420);
    expect(told).toMatchObject([
      { name: 'hedge_delay_ms', from: 300, to: 420, reason: 'P95 of ai_generation is 420 ms over 100 turns' },
    ]);
    expect(adaptation.report()).toMatchObject({
      frozen: false,
      settings: { hedge_delay_ms: { value: 420, min: 150, max: 600 } },
      changes: told,
    });
    adaptation.stop();
    expect(clock.active).toBe(0);
  });

  it('stays within bounds, whatever is measured', () => {
    const { hedge } = start();
    known = { count: 100, p95: 1 };
    clock.advance(10_000);
    expect(hedge.value).toBe(150);
    known = { count: 100, p95: 90_000 };
    clock.advance(10_000);
    expect(hedge.value).toBe(600);
  });

  it('changes nothing for too few turns or too little', () => {
    const { hedge } = start();
    known = { count: 49, p95: 500 };
    clock.advance(10_000);
    known = { count: 100, p95: 310 };
    clock.advance(10_000);
    expect([hedge.value, told]).toEqual([300, []]);
  });

  it('is frozen when it is told so', () => {
    const { adaptation, hedge } = start(true);
    clock.advance(60_000);
    expect([hedge.value, adaptation.report().frozen, clock.active]).toEqual([300, true, 0]);
  });
});
