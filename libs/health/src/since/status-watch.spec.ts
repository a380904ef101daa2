import { VirtualClock } from '@app/testing';
import { StatusLog } from './status-log';
import { StatusWatch } from './status-watch';

describe('the watch over components', () => {
  it('knows to a few seconds when one broke, though nobody asked, and leaves no timer behind', () => {
    const clock = new VirtualClock(Date.UTC(2026, 0, 1, 3));
    const log = new StatusLog(clock);
    let status: 'up' | 'down' = 'up';
    const component = { check: () => ({ ai: { status } }) };
    const watch = new StatusWatch(clock, [component], log);
    watch.onApplicationBootstrap();
    clock.advance(60_000);
    status = 'down';
    clock.advance(3_600_000);
    expect(log.mark(component.check())).toEqual({
      ai: { status: 'down', since: '2026-01-01T03:01:05.000Z' },
    });
    watch.onApplicationShutdown();
    expect(clock.active).toBe(0);
  });
});
