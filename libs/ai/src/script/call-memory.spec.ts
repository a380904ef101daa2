import type { CallId } from '@app/core';
import { CallMemory } from './call-memory';
import { newCall } from './call-state';

const id = (name: string): CallId => name as CallId;

describe('CallMemory', () => {
  it('knows nothing of a call that is new or forgotten', () => {
    const memory = new CallMemory();
    memory.remember(id('a'), 1, newCall, { ...newCall, misunderstood: 1 });
    expect(memory.before(id('a'), 2).misunderstood).toBe(1);
    memory.forget(id('a'));
    expect(memory.before(id('a'), 2)).toBe(newCall);
    expect(memory.size).toBe(0);
  });

  it('goes back to before a turn whose answer was not used', () => {
    const memory = new CallMemory();
    const first = { ...newCall, misunderstood: 1 };
    memory.remember(id('a'), 1, newCall, first);
    memory.remember(id('a'), 2, first, { ...newCall, misunderstood: 2 });
    memory.retract(id('a'), 1);
    expect(memory.before(id('a'), 3).misunderstood).toBe(2);
    memory.retract(id('a'), 2);
    expect(memory.before(id('a'), 3)).toBe(first);
  });

  it('drops the call that was quiet longest once there are too many', () => {
    const memory = new CallMemory(2);
    const after = { ...newCall, misunderstood: 1 };
    memory.remember(id('a'), 1, newCall, after);
    memory.remember(id('b'), 1, newCall, after);
    memory.remember(id('a'), 2, after, after);
    memory.remember(id('c'), 1, newCall, after);
    expect(memory.size).toBe(2);
    expect(memory.before(id('b'), 2)).toBe(newCall);
    expect(memory.before(id('a'), 3)).toBe(after);
  });
});
