import { VirtualClock } from '@app/testing';
import { FramePacer } from './frame-pacer';
import type { Paced } from './frame-pacer';
import { JitterLine } from './jitter-line';
import { Tally } from './tally';

/** Notes when it was given its frames, and for when. */
class Watched implements Paced {
  readonly frames: { readonly at: number; readonly due: number }[] = [];
  readonly heldUntil = Number.POSITIVE_INFINITY;

  constructor(
    private readonly clock: VirtualClock,
    private readonly each: () => void = () => undefined,
  ) {}

  frame(due: number): void {
    this.frames.push({ at: this.clock.now(), due });
    this.each();
  }

  release(): void {}
}

describe('FramePacer', () => {
  let clock: VirtualClock;
  let tally: Tally;

  beforeEach(() => {
    clock = new VirtualClock();
    tally = new Tally(clock);
  });

  it('gives every caller a frame every 20 ms, one after the other', () => {
    const callers = Array.from({ length: 4 }, () => new Watched(clock));
    const pacer = new FramePacer(callers, tally);
    clock.advance(1020);
    pacer.stop();
    clock.advance(1000);
    expect(callers.map(({ frames }) => frames.length)).toEqual([50, 50, 50, 50]);
    expect(callers.map(({ frames }) => frames[0]!.at)).toEqual([25, 30, 35, 40]);
    expect(tally.latencies.driverLate.count).toBe(200);
    expect(tally.latencies.driverLate.at(100)).toBe(0);
    expect(clock.active).toBe(0);
  });

  it('says how late it was, and leaves nothing out', () => {
    let busyMs = 0;
    const caller = new Watched(clock, () => {
      clock.advance(busyMs);
      busyMs = 0;
    });
    const pacer = new FramePacer([caller], tally);
    clock.advance(200);
    busyMs = 70;
    clock.advance(300);
    pacer.stop();
    expect(caller.frames.map(({ due }) => due)).toEqual(caller.frames.map((_, i) => 40 + i * 20));
    const late = caller.frames.map(({ at, due }) => at - due).filter(ms => ms > 0);
    expect(late).toEqual([50, 30, 10]);
    expect(tally.latencies.driverLate.at(100)).toBeCloseTo(50, 0);
  });

  it('lets what comes in be heard, however late it is', () => {
    // Each frame takes longer than there is time for it.
    const caller = new Watched(clock, () => void clock.advance(25));
    const pacer = new FramePacer([caller], tally, run => void clock.after(0, run));
    let heard = 0;
    clock.every(1000, () => heard++);
    clock.advance(60_000);
    pacer.stop();
    expect(heard).toBeGreaterThan(10);
    expect(caller.frames.length).toBeGreaterThan(2000);
  });

  it('passes over places where nobody is', () => {
    const slots: (Watched | null)[] = [null, null];
    const pacer = new FramePacer(slots, tally);
    clock.advance(100);
    slots[1] = new Watched(clock);
    clock.advance(100);
    pacer.stop();
    expect(slots[1].frames).toHaveLength(5);
    expect(tally.latencies.driverLate.count).toBe(5);
  });

  it('releases in time what a line holds back, between the frames', () => {
    const released: number[] = [];
    const line = new JitterLine<number>(10, () => 0.5);
    const caller: Paced = {
      frame: due => line.put(due, due),
      get heldUntil() {
        return line.nextAt;
      },
      release(now) {
        released.push(now - line.take(now)!);
      },
    };
    const pacer = new FramePacer([caller], tally);
    clock.advance(205);
    pacer.stop();
    expect(released).toEqual(Array.from({ length: 9 }, () => 5));
  });
});
