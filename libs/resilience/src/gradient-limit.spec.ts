import { GradientLimit } from './gradient-limit';

describe('The gradient limit', () => {
  let limit: GradientLimit;
  beforeEach(() => (limit = new GradientLimit({ initial: 20, min: 5, max: 100 })));
  const work = (pieces: number, ms: number): void => {
    for (let i = 0; i < pieces; i++) limit.record(ms, limit.limit);
  };

  it('grows while work is as fast as usual, up to its maximum', () => {
    work(50, 300);
    expect(limit.limit).toBeGreaterThan(50);
    work(500, 300);
    expect(limit.limit).toBe(100);
  });

  it('shrinks when work gets slower, down to its minimum', () => {
    work(100, 300);
    const before = limit.limit;
    work(20, 1500);
    expect(limit.limit).toBeLessThan(before);
    // As slow for ever is the new usual, and slower again.
    for (let ms = 3000; ms < 3e6; ms *= 1.2) work(3, ms);
    expect(limit.limit).toBeLessThan(20);
    expect(limit.limit).toBeGreaterThanOrEqual(5);
  });

  it('learns nothing from a service that is hardly used', () => {
    for (let i = 0; i < 100; i++) limit.record(5000, 1);
    expect(limit.limit).toBe(20);
  });
});
