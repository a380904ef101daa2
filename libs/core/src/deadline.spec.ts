import { VirtualClock } from '@app/testing';
import { deadlineIn, noDeadline, remaining } from './deadline';

describe('a deadline', () => {
  it('runs down with the clock and never below zero', () => {
    const clock = new VirtualClock();
    clock.advance(100);
    const deadline = deadlineIn(clock, 50);
    expect(remaining(deadline, clock)).toBe(50);
    clock.advance(30);
    expect(remaining(deadline, clock)).toBe(20);
    clock.advance(500);
    expect(remaining(deadline, clock)).toBe(0);
  });

  it('may be none', () => {
    const clock = new VirtualClock();
    clock.advance(1e9);
    expect(remaining(noDeadline, clock)).toBe(Number.POSITIVE_INFINITY);
  });
});
