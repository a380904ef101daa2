import { VirtualClock } from '@app/testing';
import { TokenWatch } from './token-watch';

const GRACE_MS = 10_000;

describe('TokenWatch', () => {
  const setUp = (): { clock: VirtualClock; watch: TokenWatch; expired: () => number } => {
    const clock = new VirtualClock();
    let count = 0;
    const watch = new TokenWatch(clock, GRACE_MS, () => void count++);
    return { clock, watch, expired: () => count };
  };

  it('ends the call once, a little after its token expired', () => {
    const { clock, watch, expired } = setUp();
    watch.watch(clock.epoch() + 5000);
    clock.advance(5000 + GRACE_MS - 1);
    expect(expired()).toBe(0);
    clock.advance(1);
    expect(expired()).toBe(1);
    clock.advance(60_000);
    expect(expired()).toBe(1);
  });

  it('lets a renewed one go on until the new token expires', () => {
    const { clock, watch, expired } = setUp();
    watch.watch(clock.epoch() + 1000);
    clock.advance(GRACE_MS);
    watch.watch(clock.epoch() + 60_000);
    clock.advance(60_000);
    expect(expired()).toBe(0);
    clock.advance(GRACE_MS);
    expect(expired()).toBe(1);
  });

  it('sets no timer for a token that never expires, and leaves none behind', () => {
    const { clock, watch } = setUp();
    watch.watch(null);
    watch.watch(clock.epoch() + 10 ** 12);
    expect(clock.active).toBe(0);
    watch.watch(clock.epoch() + 1000);
    watch.close();
    watch.watch(clock.epoch() + 1000);
    expect(clock.active).toBe(0);
  });
});
