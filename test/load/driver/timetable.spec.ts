import { seeded } from '../../performance/vad/random';
import { Timetable } from './timetable';

const LENGTH = 150;

/** @returns the frames in which a caller begins to speak, so many of them */
function beginnings(
  timetable: Timetable,
  frames: number,
  each: (at: number) => void = () => undefined,
): number[] {
  const begun: number[] = [];
  for (let frame = 0, busyUntil = 0; frame < frames; frame++) {
    if (frame < busyUntil || !timetable.speaksAt(frame)) continue;
    timetable.spoken(frame, LENGTH);
    busyUntil = frame + LENGTH;
    begun.push(frame);
    each(busyUntil);
  }
  return begun;
}

describe('Timetable', () => {
  it.each([0.1, 0.4, 0.8])('has a caller speak %s of the time', talkRatio => {
    const frames = 200_000;
    const begun = beginnings(new Timetable({ talkRatio, bargeIns: 0 }, seeded(3)), frames);
    expect((begun.length * LENGTH) / frames).toBeCloseTo(talkRatio, 2);
  });

  it('has the first words within five seconds, at other times for other callers', () => {
    const firsts = Array.from({ length: 50 }, (_, i) => {
      const [first = Number.NaN] = beginnings(new Timetable({ talkRatio: 0.4, bargeIns: 0 }, seeded(i)), 251);
      return first;
    });
    expect(Math.max(...firsts)).toBeLessThanOrEqual(250);
    expect(new Set(firsts).size).toBeGreaterThan(25);
  });

  it('asks as often of a service that is slow, or silent, as of one that is quick', () => {
    const plan = { talkRatio: 0.4, bargeIns: 0 };
    const [quick, slow] = [new Timetable(plan, seeded(5)), new Timetable(plan, seeded(5))];
    const answeredAtOnce = beginnings(quick, 50_000, at => quick.answered(at + 10));
    expect(beginnings(slow, 50_000)).toEqual(answeredAtOnce);
    expect(answeredAtOnce.length).toBeGreaterThan(100);
  });

  it('speaks over a reply 700 ms into it, and otherwise not', () => {
    const timetable = new Timetable({ talkRatio: 0.4, bargeIns: 1 }, () => 0.5);
    timetable.spoken(125, LENGTH);
    expect(timetable.bargesIn).toBe(false);
    timetable.answered(300);
    expect([timetable.speaksAt(334), timetable.speaksAt(335)]).toEqual([false, true]);
    timetable.spoken(335, LENGTH);
    expect(timetable.bargesIn).toBe(true);
  });

  it('speaks over the share of the replies that is asked for', () => {
    const timetable = new Timetable({ talkRatio: 0.3, bargeIns: 0.2 }, seeded(7));
    let over = 0;
    const begun = beginnings(timetable, 500_000, at => {
      over += Number(timetable.bargesIn);
      timetable.answered(at + 25);
    });
    expect(over / begun.length).toBeCloseTo(0.2, 1);
  });
});
