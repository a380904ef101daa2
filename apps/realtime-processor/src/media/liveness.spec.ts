import { VirtualClock } from '@app/testing';
import { Liveness } from './liveness';

describe('Liveness', () => {
  const connection = (): { pings: number; losses: number; ping(): void; lost(): void } => ({
    pings: 0,
    losses: 0,
    ping() {
      this.pings++;
    },
    lost() {
      this.losses++;
    },
  });

  it('gives up a connection that misses three pings in a row, and none that answers', () => {
    const clock = new VirtualClock();
    const liveness = new Liveness(clock);
    const dead = connection();
    const alive = connection();
    alive.ping = () => liveness.heard(alive);
    liveness.watch(dead);
    liveness.watch(alive);
    clock.advance(60_000);
    expect([dead.pings, dead.losses]).toEqual([3, 0]);
    clock.advance(20_000);
    expect([dead.losses, alive.losses]).toEqual([1, 0]);
  });

  it('has no timer when nobody is connected', () => {
    const clock = new VirtualClock();
    const liveness = new Liveness(clock);
    const one = connection();
    liveness.watch(one);
    liveness.forget(one);
    expect(clock.active).toBe(0);
  });
});
