import { drainEta } from './drain-eta';

describe('How long a drain will still take', () => {
  const eta = drainEta(1000, 61_000, 10);

  it('is all the time there is, as long as no call has ended', () => {
    expect(eta(1000, 10)).toBe(60_000);
    expect(eta(31_000, 10)).toBe(30_000);
  });

  it('follows the pace at which calls end', () => {
    expect(eta(11_000, 5)).toBe(10_000);
    expect(eta(11_000, 0)).toBe(0);
  });

  it('is never longer than the drain', () => {
    expect(eta(56_000, 9)).toBe(5000);
    expect(eta(70_000, 9)).toBe(0);
  });
});
