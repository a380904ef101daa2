import { LatencyTargets } from '@app/config';
import { OpenerAccount, SpeculationAccount, defaultLimits } from '@app/conversation';
import type { TurnLimits } from '@app/conversation';
import { Adaptation } from '@app/resilience';
import { PerformanceMonitor } from '@app/telemetry';
import { VirtualClock } from '@app/testing';
import { TunedTurns } from './tuned-turns';
import { TurnSettings } from './turn-settings';

/** Rules are looked at every ten seconds. */
const LOOK_MS = 10_000;

describe('The numbers of a turn that follow what is measured', () => {
  const speculation = new SpeculationAccount(1);
  const openers = new OpenerAccount();
  let clock: VirtualClock;
  let monitor: PerformanceMonitor;
  let limits: TurnLimits;

  /** @param enabled false: nothing follows anything */
  const start = (enabled = true): void => {
    clock = new VirtualClock();
    monitor = new PerformanceMonitor(clock);
    const adaptation = new Adaptation(clock, enabled);
    const turns = new TunedTurns(adaptation, monitor, new LatencyTargets(), new TurnSettings());
    turns.watch(speculation, openers);
    limits = turns.follow(defaultLimits);
    adaptation.start();
  };
  const times = (count: number, what: () => void): void => {
    for (let i = 0; i < count; i++) what();
  };

  it('are those of the configuration at first; all others are left alone', () => {
    start();
    expect({ ...limits }).toEqual({ ...defaultLimits, hurryMs: 300, speculations: 3, openerDelayMs: 0 });
  });

  it('ask a second model when the first is as slow as it is in one turn of twenty', () => {
    start();
    times(20, () => monitor.record('ai_generation', 600));
    clock.advance(LOOK_MS);
    expect(limits.hurryMs).toBe(375);
    clock.advance(10 * LOOK_MS);
    expect(limits.hurryMs).toBeGreaterThan(590);
    expect(limits.hurryMs).toBeLessThan(610);
  });

  it('wait for enough turns before they believe a measurement', () => {
    start();
    times(19, () => monitor.record('ai_generation', 600));
    clock.advance(LOOK_MS);
    expect(limits.hurryMs).toBe(300);
  });

  it('begin less ahead while most of that is thrown away, but always something, and more when it is used again', () => {
    start();
    times(20, () => speculation.waste());
    clock.advance(LOOK_MS);
    expect(limits.speculations).toBe(2);
    clock.advance(10 * LOOK_MS);
    expect(limits.speculations).toBe(1);
    times(200, () => speculation.hit());
    clock.advance(2 * LOOK_MS);
    expect(limits.speculations).toBe(3);
  });

  it('bridge silences later while the answer mostly follows at once, and sooner again when openers are needed', () => {
    start();
    times(20, () => openers.followedAfter(100));
    clock.advance(2 * LOOK_MS);
    expect(limits.openerDelayMs).toBe(200);
    clock.advance(10 * LOOK_MS);
    expect(limits.openerDelayMs).toBe(400);
    times(200, () => openers.followedAfter(500));
    clock.advance(5 * LOOK_MS);
    expect(limits.openerDelayMs).toBe(0);
  });

  it('stay as they were configured where adaptation is turned off', () => {
    start(false);
    times(20, () => monitor.record('ai_generation', 600));
    times(20, () => openers.followedAfter(100));
    clock.advance(10 * LOOK_MS);
    expect(limits).toMatchObject({ hurryMs: 300, openerDelayMs: 0 });
  });
});
