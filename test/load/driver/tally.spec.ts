import { VirtualClock } from '@app/testing';
import { CallerOnClock } from './caller.spec-kit';
import { Tally } from './tally';

describe('Tally', () => {
  it('begins anew, but for how the calls came in', () => {
    const tally = new Tally(new VirtualClock());
    tally.counts.turns++;
    tally.count('busy');
    tally.count('busy');
    tally.latencies.turn.record(100);
    tally.latencies.connecting.record(5);
    const { result } = tally;
    expect(result).toMatchObject({
      counts: { turns: 1 },
      codes: { busy: 2 },
      latencies: { turn: { count: 1 } },
    });
    tally.restart();
    expect(tally.result).toMatchObject({
      counts: { turns: 0 },
      codes: {},
      latencies: { turn: { count: 0 }, connecting: { count: 1 } },
    });
    expect(result.counts.turns).toBe(1);
  });

  it('counts turns that wait for too long at its end, each once', () => {
    const on = new CallerOnClock();
    on.untilAsked();
    on.clock.advance(3100);
    expect([on.tally.result.counts.unanswered, on.tally.result.counts.unanswered]).toEqual([1, 1]);
    on.tally.restart();
    expect(on.tally.result.counts.unanswered).toBe(0);
    on.untilAsked();
    expect(on.tally.counts.unanswered).toBe(0);
  });

  it('counts replies that stand still at its end, each once', () => {
    const on = new CallerOnClock();
    on.untilAsked();
    on.far.reply(1);
    on.far.frames(10);
    on.clock.advance(1100);
    expect(on.tally.result.counts.unfinished).toBe(0);
    on.clock.advance(200);
    expect(on.tally.result.counts.unfinished).toBe(1);
    on.tally.restart();
    on.far.reply(2);
    expect(on.tally.result.counts.unfinished).toBe(0);
  });

  it('carries over what may still be answered', () => {
    const on = new CallerOnClock();
    on.untilAsked();
    on.tally.restart();
    on.far.reply(1);
    on.far.frames(1);
    expect(on.tally.counts.answered).toBe(1);
  });
});
