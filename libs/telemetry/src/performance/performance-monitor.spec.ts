import { VirtualClock } from '@app/testing';
import { PerformanceMonitor } from './performance-monitor';

const MINUTE = 60_000;

describe('the performance monitor', () => {
  let clock: VirtualClock;
  let monitor: PerformanceMonitor;

  beforeEach(() => {
    clock = new VirtualClock();
    monitor = new PerformanceMonitor(clock);
  });

  it('knows the quantiles of a stage to one percent, over more values than it could keep', () => {
    for (let n = 0; n < 200_000; n++) monitor.record('ai_generation', 1 + ((n * 7919) % 1000));
    const { count, p50, p95, p99 } = monitor.of('ai_generation')!;
    expect(count).toBe(200_000);
    for (const [value, exact] of [
      [p50, 500],
      [p95, 950],
      [p99, 990],
    ] as const)
      expect(Math.abs(value - exact) / exact).toBeLessThan(0.011);
    expect(monitor.quantile('ai_generation', 1)).toBe(1000);
    expect(monitor.count('ai_generation')).toBe(200_000);
  });

  it('forgets what is older than five minutes', () => {
    monitor.record('speech_to_text', 5000);
    clock.advance(4 * MINUTE);
    monitor.record('speech_to_text', 100);
    expect([monitor.count('speech_to_text'), monitor.quantile('speech_to_text', 1)]).toEqual([2, 5000]);
    clock.advance(MINUTE);
    expect([monitor.count('speech_to_text'), monitor.quantile('speech_to_text', 1)]).toEqual([1, 100]);
    clock.advance(60 * MINUTE);
    expect(monitor.of('speech_to_text')).toBeNull();
    expect(monitor.quantile('speech_to_text', 0.5)).toBeNull();
  });

  it('says nothing of what it was never told', () => {
    expect([monitor.quantile('x', 0.5), monitor.count('x'), monitor.of('x'), monitor.trend('x')]).toEqual([
      null,
      0,
      null,
      null,
    ]);
    expect(monitor.snapshot()).toEqual({});
  });

  it('never keeps more than 32 names', () => {
    for (let n = 0; n < 100; n++) monitor.record(`stage-${n}`, 1);
    expect(Object.keys(monitor.snapshot())).toHaveLength(32);
  });

  it.each([
    [100, 200, 'rising'],
    [200, 100, 'falling'],
    [100, 110, 'steady'],
  ])('sees that %d ms have become %d: %s', (before, now, trend) => {
    for (let n = 0; n < 10; n++) monitor.record('text_to_speech', before);
    clock.advance(2 * MINUTE);
    expect(monitor.trend('text_to_speech')).toBeNull();
    for (let n = 0; n < 10; n++) monitor.record('text_to_speech', now);
    expect(monitor.trend('text_to_speech')).toBe(trend);
  });
});
