import { VirtualClock } from '@app/testing';
import type { Clock } from '@app/core';
import { Metronome } from './metronome';

function beatsIn(ms: number, clock: VirtualClock, asSeen: Clock = clock): number[] {
  const beats: number[] = [];
  const metronome = new Metronome(asSeen, () => void beats.push(clock.now()));
  metronome.start();
  clock.advance(ms);
  metronome.stop();
  return beats;
}

/** A machine with other things to do: each timer fires so much later than asked. */
const late = (clock: VirtualClock, byMs: number): Clock => ({
  now: () => clock.now(),
  epoch: () => clock.epoch(),
  after: (delay, run) => clock.after(delay + byMs, run),
  every: (interval, run) => clock.every(interval + byMs, run),
});

describe('the pace of a call', () => {
  it('is one frame at once and one every 20 ms after it', () => {
    expect(beatsIn(80, new VirtualClock())).toEqual([0, 20, 40, 60, 80]);
  });

  it('does not fall behind over a minute of late timers', () => {
    const clock = new VirtualClock();
    const beats = beatsIn(60_000, clock, late(clock, 7));
    beats.forEach((at, index) => expect(at - index * 20).toBeLessThan(20));
    expect(beats.length).toBeGreaterThanOrEqual(3000);
  });

  it('makes up at once for what a long pause of the process missed', () => {
    const clock = new VirtualClock();
    const beats = beatsIn(250, clock, late(clock, 100));
    expect(beats).toEqual([0, ...Array<number>(6).fill(120), ...Array<number>(6).fill(240)]);
  });

  it('stops from within a beat and leaves no timer', () => {
    const clock = new VirtualClock();
    let beats = 0;
    const metronome: Metronome = new Metronome(clock, () => {
      if (++beats === 3) metronome.stop();
    });
    metronome.start();
    clock.advance(500);
    expect(beats).toBe(3);
    expect(clock.active).toBe(0);
  });
});
