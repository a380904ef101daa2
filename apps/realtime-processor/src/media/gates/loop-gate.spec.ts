import { LoopGate } from './loop-gate';

const lagOf = (p99Ms: number, samples = 100) => ({ read: () => ({ p99Ms, maxMs: p99Ms }), samples });

describe('A new call on an instance whose event loop is late', () => {
  it('is refused, with the figure, and told when to come again', () => {
    expect(new LoopGate(lagOf(81), 80).refusal()).toEqual({
      status: 503,
      reason: 'overloaded',
      message: 'the event loop is 81 ms late',
      retryAfterMs: 10_000,
    });
  });

  it('is taken up to the very limit', () => {
    expect(new LoopGate(lagOf(80), 80).refusal()).toBeNull();
  });

  it('is taken just after the start, which is late always', () => {
    expect(new LoopGate(lagOf(500, 99), 80).refusal()).toBeNull();
  });

  it('is taken where no limit is set', () => {
    expect(new LoopGate(lagOf(500), 0).refusal()).toBeNull();
  });
});
