import { DrainState } from './drain-state';

describe('A drain', () => {
  it('is overdue once its time is over, and not before it has begun', () => {
    const state = new DrainState();
    expect([state.draining, state.overdue(90_000)]).toEqual([false, 0]);
    state.begin(60_000);
    expect([state.draining, state.overdue(59_000), state.overdue(75_000)]).toEqual([true, 0, 15_000]);
  });
});
