import { VirtualClock } from '@app/testing';
import { draw } from './delay';
import type { Delay } from './delay';
import { FaultPlan } from './fault-plan';
import type { FaultRule } from './fault-rule';
import { seededRandom } from './random';

const stt = { service: 'stt', connection: 'c1' } as const;
const chat = { service: 'chat', connection: 'c2', deployment: 'gpt' } as const;
const refused: FaultRule = { fault: { kind: 'refuse' } };

describe('A plan of faults', () => {
  let clock: VirtualClock;
  let plan: FaultPlan;
  beforeEach(() => {
    clock = new VirtualClock();
    plan = new FaultPlan(clock, seededRandom(1));
  });
  const strikes = (count: number, target: typeof stt | typeof chat = stt): number =>
    Array.from({ length: count }, () => plan.claim('door', target).length).reduce((a, b) => a + b, 0);

  it('strikes once where nothing else is said', () => {
    plan.add(refused);
    expect(strikes(5)).toBe(1);
    expect(plan.all[0]).toMatchObject({ seen: 5, struck: 1 });
  });

  it('strikes only the service, connection and deployment it names, at its own point', () => {
    plan.add({ ...refused, service: 'chat', deployment: 'gpt', times: 0 });
    expect(strikes(3)).toBe(0);
    expect(plan.claim('stream', chat)).toEqual([]);
    expect(strikes(3, chat)).toBe(3);
    plan.clear();
    plan.add({ ...refused, connection: 'c9', times: 0 });
    expect(strikes(3)).toBe(0);
  });

  it('lets a quota run out after so many requests', () => {
    plan.add({ fault: { kind: 'status', status: 429 }, after: 3, times: 0 });
    expect([1, 2, 3, 4, 5].map(() => plan.claim('door', stt).length)).toEqual([0, 0, 0, 1, 1]);
  });

  it('keeps a clock of outages, which may come again', () => {
    plan.add({ ...refused, times: 0, during: [[100, 200]], everyMs: 1000 });
    const at = [0, 100, 199, 200, 1150, 1250].map(ms => {
      clock.advance(ms - clock.now());
      return plan.claim('door', stt).length;
    });
    expect(at).toEqual([0, 1, 1, 0, 1, 0]);
  });

  it('strikes as often as the probability says, and the same ones for the same seed', () => {
    plan.add({ ...refused, times: 0, probability: 0.3 });
    const first = strikes(1000);
    expect(first).toBeGreaterThan(250);
    expect(first).toBeLessThan(350);
    plan = new FaultPlan(clock, seededRandom(1));
    plan.add({ ...refused, times: 0, probability: 0.3 });
    expect(strikes(1000)).toBe(first);
  });

  it('adds its delays to the time a stage takes anyway, and to no other stage', () => {
    plan.add({ fault: { kind: 'delay', stage: 'stt-final', ms: 300 }, times: 2 });
    expect(plan.delay('tts-first', 50, stt)).toBe(50);
    expect([1, 2, 3].map(() => plan.delay('stt-final', 200, stt))).toEqual([500, 500, 200]);
  });

  it('gives rules back by their id', () => {
    const { id } = plan.add(refused);
    expect(plan.remove(id)).toBe(true);
    expect(plan.remove(id)).toBe(false);
    expect(strikes(2)).toBe(0);
  });
});

describe('A distribution', () => {
  const sorted = (delay: Delay): number[] => {
    const random = seededRandom(7);
    return Array.from({ length: 20_000 }, () => draw(delay, random)).sort((a, b) => a - b);
  };

  it('of latencies has the median and the tail it is told', () => {
    const drawn = sorted({ kind: 'lognormal', p50: 200, p99: 1800 });
    expect(drawn[10_000]! / 200).toBeCloseTo(1, 1);
    expect(drawn[19_800]! / 1800).toBeGreaterThan(0.85);
    expect(drawn[19_800]! / 1800).toBeLessThan(1.15);
  });

  it('may be even, normal or a list, never negative', () => {
    expect(sorted({ kind: 'uniform', min: 10, max: 20 }).every(ms => ms >= 10 && ms < 20)).toBe(true);
    const normal = sorted({ kind: 'normal', mean: 10, deviation: 20 });
    expect(normal[0]).toBe(0);
    expect(normal[10_000]).toBeGreaterThan(8);
    expect(new Set(sorted({ kind: 'values', values: [1, 5] }))).toEqual(new Set([1, 5]));
  });
});
