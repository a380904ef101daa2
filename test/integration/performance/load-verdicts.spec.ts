import { growth, watchHeap } from '../../load/measures/heap-watch';
import { tellApart } from '../../load/processes/refusal-log';
import { fit, slope } from '../../load/run/slope';
import { atMost, complete, driverInTime, growsNot, holds, none, served } from '../../load/run/verdicts';
import type { Verdict } from '../../load/report/load-report';
import { measured } from './support/measured';

const brokenIn = (verdicts: readonly Verdict[]): string[] =>
  verdicts.filter(verdict => !verdict.holds).map(({ name }) => name);

/** A heap that grows by so much an hour, and swings by so much at each look, MB. */
const heap = (perHour: number, swing: number) =>
  Array.from({ length: 40 }, (_, i) => ({
    second: i * 30,
    heapMb: 40 + (perHour * i * 30) / 3600 + (i % 2 === 0 ? swing : -swing),
  }));

describe('a line through points', () => {
  it('has the slope they have, without error where they lie on it', () => {
    const { slope: found, error } = fit([0, 1, 2, 3], [5, 7, 9, 11]);
    expect(found).toBeCloseTo(2);
    expect(error).toBeCloseTo(0);
  });

  it('has the error that textbooks give it', () => {
    // Left are −0.16, 0.08, 0.32 and −0.24: squares of 0.192 in sum, two degrees of freedom, and 5 for x.
    const { slope: found, error } = fit([1, 2, 3, 4], [2, 2.8, 3.6, 3.6]);
    expect(found).toBeCloseTo(0.56);
    expect(error).toBeCloseTo(Math.sqrt(0.192 / 2 / 5));
  });

  it('is not told by one point, nor its error by two', () => {
    expect(slope([1], [1])).toBeNaN();
    expect(slope([1, 1], [1, 2])).toBeNaN();
    expect(fit([1, 2], [1, 2]).error).toBeNaN();
  });
});

describe('a heap', () => {
  it('is looked at from the middle of the run on, since it warms up before', () => {
    const warming = heap(0, 0).map((sample, i) => (i < 20 ? { ...sample, heapMb: i } : sample));
    expect(growth(warming).slope).toBeCloseTo(0);
    expect(growth(heap(12, 0)).slope).toBeCloseTo(12);
  });

  it.each([
    ['that stays as it is holds', 0, 0.3, []],
    ['that grows beyond its error does not', 12, 0.3, ['heap, less twice its error']],
    ['that swings so much that nothing is known does not either', 0, 6, ['twice the error of that']],
  ])('%s', (_, perHour, swing, broken) => {
    expect(brokenIn(growsNot('heap', growth(heap(perHour, swing)), 10, 'MB'))).toEqual(broken);
  });

  it('that was looked at too seldom does not hold', () => {
    expect(holds(growsNot('heap', growth(heap(0, 0).slice(0, 2)), 10, 'MB'))).toBe(false);
  });

  it('that cannot be looked at any more ends the run', async () => {
    const blind = { heapMb: () => Promise.reject(new Error('the inspector is gone')) };
    const watching = watchHeap({ usage: () => null }, blind, 1, () => new Promise(() => undefined));
    await expect(watching).rejects.toThrow('the inspector is gone');
  });
});

describe('a verdict', () => {
  it('has its figures beside its words', () => {
    expect(atMost('lag', 31.26, 20, 'ms')).toEqual({
      name: 'lag',
      bound: '≤ 20.0 ms',
      measured: '31.3 ms',
      value: 31.26,
      limit: 20,
      holds: false,
    });
    expect(none('errors', 0)).toMatchObject({ bound: 'none', value: 0, limit: 0, holds: true });
  });

  it('is broken by what was not measured', () => {
    expect(atMost('lag', Number.NaN, 20, 'ms')).toMatchObject({ measured: '–', value: null, holds: false });
  });

  it('about the driver says where it was late', () => {
    expect(driverInTime(measured({ driverLateMs: 19 }), 'the floor')).toMatchObject({
      name: expect.stringContaining('the floor, 50 calls'),
      holds: false,
    });
  });
});

describe('calls are served as promised', () => {
  it.each([
    ['when everything is as it should be', {}, []],
    ['not when the driver was late', { driverLateMs: 9 }, ['driver itself late']],
    ['not when the service answers late', { turnMs: 900, voiceToVoiceMs: 1290 }, ['endpoint → first audio']],
    [
      'not when what they say waits to be read, of which the service knows nothing',
      { voiceToVoiceMs: 900 },
      ['last sound → endpoint'],
    ],
    ['not when replies stand still', { longGaps: 2 }, ['frames after a gap']],
    ['not when the loop is held up', { loopLagP99: 21 }, ['loop lag']],
    [
      'not when a service that was started here does not tell its lag',
      { loopLagP99: Number.NaN },
      ['loop lag'],
    ],
    ['when one that runs elsewhere does not tell', { loopLagP99: Number.NaN, cpu: null }, []],
    ['not when calls are lost', { live: 49 }, ['calls at the end']],
  ])('%s', (_, seen, broken) => {
    const found = brokenIn(served(measured(seen)));
    expect(found).toHaveLength(broken.length);
    for (const [i, part] of broken.entries()) expect(found[i]).toContain(part);
  });

  it('only if there was something to serve', () => {
    expect(brokenIn(complete(measured({ turns: 0 })))).toEqual(['turns answered']);
  });
});

describe('refusals', () => {
  it('are clean where the service says that it is full, and when to come again', () => {
    const said = { '503 busy': 3, '503 busy without Retry-After': 1, '503 draining': 1, 'let in': 2 };
    expect(tellApart(said)).toEqual({ clean: 3, other: 4 });
  });
});
