import { isCallId, turnId } from './ids';

describe('isCallId', () => {
  it.each(['call-123', 'a', 'A.b_c~d:e@f+g', 'x'.repeat(128)])('takes %p', id => {
    expect(isCallId(id)).toBe(true);
  });

  it.each(['', 'x'.repeat(129), 'a b', 'a/b', '*', 'ü', 'a\n', 'a\0', '../a', 'a%20b'])('refuses %p', id => {
    expect(isCallId(id)).toBe(false);
  });
});

describe('turnId', () => {
  it('names the call and the turn', () => {
    const call = 'call-123';
    if (!isCallId(call)) throw new Error('not a call id');
    expect(turnId(call, 2)).toBe('call-123:2');
  });
});
