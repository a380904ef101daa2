import { Latencies } from './latencies';

describe('Latencies', () => {
  it('has percentiles of three digits', () => {
    const latencies = new Latencies();
    for (let ms = 1; ms <= 1000; ms++) latencies.record(ms);
    const { count, p50, p90, p95, p99, max } = latencies.summary;
    expect(count).toBe(1000);
    for (const [figure, wanted] of [
      [p50, 500],
      [p90, 900],
      [p95, 950],
      [p99, 990],
      [max, 1000],
    ] as const)
      expect(Math.abs(figure / wanted - 1)).toBeLessThan(0.002);
  });

  it('keeps fractions of a millisecond, and takes what is below 0 for 0', () => {
    const latencies = new Latencies();
    latencies.record(0.125);
    expect(latencies.at(100)).toBe(0.125);
    latencies.record(-3);
    expect(latencies.at(1)).toBe(0);
  });

  it('says nothing where nothing was recorded', () => {
    const latencies = new Latencies();
    expect(latencies.at(50)).toBeNaN();
    latencies.record(1);
    latencies.reset();
    expect(latencies.summary).toEqual({ count: 0, p50: NaN, p90: NaN, p95: NaN, p99: NaN, max: NaN });
  });
});
