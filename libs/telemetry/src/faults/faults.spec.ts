import type { CallId } from '@app/core';
import { Faults, TooManyFaultyCallsError } from './faults';
import type { Fault } from './faults';

const FAULTS: readonly Fault[] = [{ stage: 'ai_generation', kind: 'fail', delayMs: 1000 }];

describe('the faults of calls', () => {
  const call = (n: number): CallId => `call-${n}` as CallId;

  it('are those of a hundred calls at most, until one is left alone or ends', () => {
    const faults = new Faults();
    for (let n = 0; n < 100; n++) faults.order(call(n), FAULTS);
    expect(() => faults.order(call(100), FAULTS)).toThrow(TooManyFaultyCallsError);
    expect(() => faults.order(call(99), FAULTS)).not.toThrow();
    faults.order(call(0), []);
    faults.order(call(100), FAULTS);
    expect(() => faults.order(call(101), FAULTS)).toThrow(TooManyFaultyCallsError);
    faults.forget(call(1));
    faults.order(call(101), FAULTS);
    expect(faults.of(call(101), 'ai_generation', 'fail')).toEqual(FAULTS[0]);
  });
});
