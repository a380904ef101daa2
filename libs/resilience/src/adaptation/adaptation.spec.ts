import { VirtualClock } from '@app/testing';
import { Adaptation } from './adaptation';
import { GradientLimit } from './gradient-limit';
import type { TunedChange } from './tuned-number';

const range = { initial: 300, min: 100, max: 900, step: 0.2, least: 10 };

describe('A number that adapts', () => {
  const clock = new VirtualClock();
  const changes: TunedChange[] = [];
  beforeEach(() => (changes.length = 0));

  it('goes to where it should be by small steps, within its bounds, and says why', () => {
    const adaptation = new Adaptation(clock, true, change => changes.push(change));
    const delay = adaptation.number('hedge_delay', range);
    delay.tune(2000, 'P95 is 2000 ms');
    expect(delay.value).toBe(360);
    for (let i = 0; i < 20; i++) delay.tune(2000, 'P95 is 2000 ms');
    expect(delay.value).toBe(900);
    delay.tune(895, 'hardly another');
    expect(delay.value).toBe(900);
    expect(changes[0]).toMatchObject({ name: 'hedge_delay', from: 300, to: 360, reason: 'P95 is 2000 ms' });
    const report = adaptation.report();
    expect(report.frozen).toBe(false);
    expect(report.numbers.hedge_delay).toMatchObject({ value: 900, initial: 300, last: { to: 900 } });
  });

  it('stays where it is when it is frozen', () => {
    const adaptation = new Adaptation(clock, false, change => changes.push(change));
    const delay = adaptation.number('hedge_delay', range);
    let looked = 0;
    adaptation.rule(() => looked++);
    adaptation.start();
    clock.advance(60_000);
    delay.tune(900, 'P95 is 900 ms');
    expect([delay.value, looked, changes, adaptation.report().frozen]).toEqual([300, 0, [], true]);
  });

  it('is looked at every ten seconds until it is stopped', () => {
    const adaptation = new Adaptation(clock, true);
    let looked = 0;
    adaptation.rule(() => looked++);
    adaptation.start();
    clock.advance(35_000);
    adaptation.stop();
    clock.advance(35_000);
    expect([looked, clock.active]).toEqual([3, 0]);
  });
});

describe('A limit that follows how long things take', () => {
  const clock = new VirtualClock();
  let limit: GradientLimit;
  beforeEach(() => {
    const adaptation = new Adaptation(clock, true);
    limit = new GradientLimit(
      adaptation.number('limit', { initial: 40, min: 8, max: 60, step: 0.5, least: 1 }),
      clock,
    );
  });
  /** Seconds in which so much goes on at once, each taking so long. */
  const work = (seconds: number, ms: number, inFlight: number): number => {
    for (let second = 0; second < seconds; second++) {
      clock.advance(1000);
      for (let i = 0; i < 10; i++) limit.took(ms, inFlight);
    }
    return limit.limit;
  };

  it('grows while what is asked is as fast as ever, up to its bound', () => {
    expect(work(20, 100, 40)).toBeGreaterThan(45);
    expect(work(200, 100, 60)).toBe(60);
  });

  it('shrinks as soon as it gets slower, and grows again afterwards', () => {
    work(10, 100, 40);
    const before = limit.limit;
    const during = work(10, 500, 40);
    expect(during).toBeLessThan(before * 0.7);
    expect(work(60, 100, 40)).toBeGreaterThan(during);
  });

  it('learns nothing from a service that is hardly used', () => {
    work(10, 100, 5);
    expect(work(20, 2000, 5)).toBe(40);
  });
});
