import { VirtualClock } from '@app/testing';
import { TOKEN_GRACE_MS, TokenWatch } from './token-watch';

describe('TokenWatch', () => {
  const setUp = (): { clock: VirtualClock; watch: TokenWatch; expired: () => number } => {
    const clock = new VirtualClock();
    let count = 0;
    const watch = new TokenWatch(clock, () => void count++);
    return { clock, watch, expired: () => count };
  };

  it('ends the call once, a little after its token expired', () => {
    const { clock, watch, expired } = setUp();
    watch.watch(clock.epoch() + 5000);
    clock.advance(5000 + TOKEN_GRACE_MS - 1);
    expect(expired()).toBe(0);
    clock.advance(1);
    expect(expired()).toBe(1);
    clock.advance(60_000);
    expect(expired()).toBe(1);
  });

  it('lets a renewed one go on until the new token expires', () => {
    const { clock, watch, expired } = setUp();
    watch.watch(clock.epoch() + 1000);
    clock.advance(TOKEN_GRACE_MS);
    watch.watch(clock.epoch() + 60_000);
    clock.advance(60_000);
    expect(expired()).toBe(0);
    clock.advance(TOKEN_GRACE_MS);
    expect(expired()).toBe(1);
  });

  it('sets no timer for a token that never expires, and leaves none behind', () => {
    const { clock, watch } = setUp();
    watch.watch(null);
    watch.watch(clock.epoch() + 10 ** 12);
    expect(clock.active).toBe(0);
    watch.watch(clock.epoch() + 1000);
    watch.close();
    expect(clock.active).toBe(0);
  });
});
