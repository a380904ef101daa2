import { CountedCapacity } from './capacity';

describe('CountedCapacity', () => {
  it('hands out as many places as there are, and one again once one was given back', () => {
    const capacity = new CountedCapacity(2);
    const first = capacity.reserve();
    expect(capacity.reserve()).not.toBeNull();
    expect(capacity.reserve()).toBeNull();
    first?.release();
    first?.release();
    expect(capacity.used).toBe(1);
    expect(capacity.reserve()).not.toBeNull();
    expect(capacity.reserve()).toBeNull();
  });
});
