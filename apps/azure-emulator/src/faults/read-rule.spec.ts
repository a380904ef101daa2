import { readRule, readRules } from './read-rule';

describe('A rule that comes from outside', () => {
  it('is taken as it is where it makes sense', () => {
    const rule = {
      service: 'stt',
      after: 2,
      times: 0,
      during: [[0, 500]],
      fault: { kind: 'delay', stage: 'stt-final', ms: { kind: 'lognormal', p50: 200, p99: 1800 } },
    };
    expect(readRule(rule)).toEqual(rule);
    expect(readRules([rule, { fault: { kind: 'refuse' } }])).toHaveLength(2);
  });

  it.each([
    ['a text', 'a rule is an object'],
    [{}, '"fault" must be an object'],
    [{ fault: { kind: 'earthquake' } }, 'fault.kind must be one of refuse'],
    [{ service: 'fax', fault: { kind: 'refuse' } }, '"service" must be one of stt'],
    [{ tmies: 2, fault: { kind: 'refuse' } }, 'no field "tmies"'],
    [{ fault: { kind: 'status' } }, '"status" must be a status'],
    [{ fault: { kind: 'close', code: 1006 } }, '"code" must be a close code'],
    [
      { fault: { kind: 'delay', stage: 'stt-final', ms: { kind: 'lognormal', p50: 0, p99: 1 } } },
      'distribution',
    ],
    [{ fault: { kind: 'drip', bytesPerSecond: 0 } }, 'above 0'],
    [{ fault: { kind: 'stall', code: 1 } }, 'no field "code"'],
  ])('%j is turned down', (rule, why) => {
    expect(() => readRule(rule)).toThrow(why);
  });
});
