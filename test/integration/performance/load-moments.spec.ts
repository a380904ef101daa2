import { Tally } from '../../load/driver/tally';
import { chooseCores, cpusIn } from '../../load/processes/cores';
import { within } from '../../load/processes/within';
import { MomentLog } from '../../load/run/moment-log';

describe('a moment of a run', () => {
  it('is of its own turns, and the run of all of them', () => {
    const tally = new Tally();
    const log = new MomentLog({ usage: () => null }, tally, () => 1);
    for (const ms of [100, 900, 200]) {
      tally.latencies.turn.record(ms);
      log.look();
    }
    log.look();
    expect(log.moments.map(({ turn }) => Math.round(turn.p95 / 10) * 10)).toEqual([
      100,
      900,
      200,
      Number.NaN,
    ]);
    expect(tally.result.latencies.turn).toMatchObject({ count: 3 });
  });

  it('may be of several looks, so that a long run is not told in a thousand', () => {
    const log = new MomentLog({ usage: () => null }, new Tally(), () => 1, 3);
    for (let look = 0; look < 7; look++) log.look();
    expect(log.moments).toHaveLength(2);
  });
});

describe('cores', () => {
  const alone = (cpu: number): number[] => [cpu];

  it('are those that this process may use', () => {
    expect(cpusIn('0-2,5\n')).toEqual([0, 1, 2, 5]);
    expect(chooseCores(cpusIn('4-5'), alone)).toEqual({ service: 4, driver: 5 });
  });

  it('are not two threads of one, where there is another', () => {
    const pairs = (cpu: number): number[] => [cpu & ~1, cpu | 1];
    expect(chooseCores([0, 1, 2, 3], pairs)).toEqual({ service: 0, driver: 2 });
    expect(chooseCores([0, 1], pairs)).toEqual({ service: 0, driver: 1 });
  });

  it('are not shared out where there is one', () => {
    expect(chooseCores([3], alone)).toBeNull();
  });
});

describe('what is waited for', () => {
  it('is not waited for for ever', async () => {
    await expect(within(1, new Promise(() => undefined), 'a heartbeat')).rejects.toThrow('a heartbeat');
    await expect(within(60_000, Promise.resolve('there'), 'a heartbeat')).resolves.toBe('there');
  });
});
