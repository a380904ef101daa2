import { VirtualClock } from '@app/testing';
import type { ThrottlerStorage } from '@nestjs/throttler';
import { LimitSettings } from './limit-settings';
import { LocalWindows } from './local-windows';
import { RateLimiter } from './rate-limiter';
import { SharedWindows } from './shared-windows';

const settings = (patch: Partial<LimitSettings> = {}): LimitSettings => ({
  ...new LimitSettings(),
  ...patch,
});

describe('RateLimiter', () => {
  const clock = new VirtualClock();
  const limiter = (patch: Partial<LimitSettings> = {}): RateLimiter =>
    new RateLimiter(settings({ callsPerSubject: 4, ...patch }), new LocalWindows(clock));

  const takeMany = async (from: RateLimiter, times: number, key = 'ann'): Promise<number> => {
    let refused = 0;
    for (let i = 0; i < times; i++) if ((await from.take('calls_subject', key)) > 0) refused++;
    return refused;
  };

  it('lets so many pass in a minute, says how long to wait, and begins anew', async () => {
    const limits = limiter();
    expect(await takeMany(limits, 4)).toBe(0);
    clock.advance(20_000);
    expect(await limits.take('calls_subject', 'ann')).toBe(60_000);
    clock.advance(59_000);
    expect(await limits.take('calls_subject', 'ann')).toBe(1000);
    clock.advance(1000);
    expect(await takeMany(limits, 4)).toBe(0);
  });

  it('counts each key and each limit by itself', async () => {
    const limits = limiter();
    expect(await takeMany(limits, 6)).toBe(2);
    expect(await takeMany(limits, 4, 'bob')).toBe(0);
    expect(await limits.take('http_subject', 'ann')).toBe(0);
  });

  it('is tighter while what calls need is out of order, and never shuts', async () => {
    const limits = limiter({ callsPerSubject: 100 });
    let pressure = 0;
    limits.tightenBy(() => pressure);
    expect(limits.limitOf('calls_subject')).toBe(100);
    pressure = 0.5;
    expect(limits.limitOf('calls_subject')).toBe(62);
    pressure = 7;
    expect(limits.limitOf('calls_subject')).toBe(25);
    expect(limiter({ callsPerSubject: 1 }).limitOf('calls_subject')).toBe(1);
  });

  it('tells whom it concerns which limit was met, and can be switched off', async () => {
    const refused: string[] = [];
    const limits = limiter();
    limits.reportTo(name => refused.push(name));
    await takeMany(limits, 5);
    expect(refused).toEqual(['calls_subject']);
    expect(await takeMany(limiter({ enabled: false }), 50)).toBe(0);
  });

  it('keeps the memory it takes within bounds, however many addresses there are', async () => {
    const limits = limiter({ handshakesPerIp: 1 });
    await limits.take('handshakes_ip', 'first');
    expect(await limits.take('handshakes_ip', 'first')).toBeGreaterThan(0);
    for (let i = 0; i < 50_000; i++) await limits.take('handshakes_ip', `address-${i}`);
    expect(await limits.take('handshakes_ip', 'first')).toBe(0);
  });
});

describe('SharedWindows', () => {
  const clock = new VirtualClock();
  let warnings: string[];
  beforeEach(() => (warnings = []));

  const over = (increment: ThrottlerStorage['increment']): RateLimiter => {
    const shared = new SharedWindows({ increment }, new LocalWindows(clock), clock, text =>
      warnings.push(text),
    );
    return new RateLimiter(settings({ callsPerSubject: 1 }), shared);
  };
  const blocked = { totalHits: 9, timeToExpire: 7, isBlocked: true, timeToBlockExpire: 7 };

  it('goes by what all instances have counted', async () => {
    const limits = over(() => Promise.resolve(blocked));
    expect(await limits.take('calls_subject', 'ann')).toBe(7000);
    expect(warnings).toEqual([]);
  });

  it('goes on counting alone where they cannot be asked, and asks again after a while', async () => {
    let asked = 0;
    const limits = over(() => (asked++, Promise.reject(new Error('connection refused'))));
    expect(await limits.take('calls_subject', 'ann')).toBe(0);
    expect(await limits.take('calls_subject', 'ann')).toBe(60_000);
    expect(asked).toBe(1);
    expect(warnings).toHaveLength(1);
    clock.advance(5000);
    await limits.take('calls_subject', 'ann');
    expect(asked).toBe(2);
  });

  it('does not wait for an answer that does not come', async () => {
    const limits = over(() => new Promise(() => undefined));
    const taking = limits.take('calls_subject', 'ann');
    clock.advance(250);
    expect(await taking).toBe(0);
  });
});
