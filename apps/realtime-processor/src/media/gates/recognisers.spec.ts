import { CountedCapacity } from '@app/core';
import type { Capacity, SpeechToText } from '@app/core';
import { recognisersOf } from './recognisers';

const recogniser = (capacity?: Capacity): SpeechToText =>
  ({ name: 'azure', ...(capacity && { capacity }) }) as SpeechToText;

describe('How many calls can be heard at once', () => {
  it('is what the recogniser says, or nothing where it does not', () => {
    const own = new CountedCapacity(8);
    expect(recognisersOf(recogniser(own), {})).toBe(own);
    expect(recognisersOf(recogniser(), {})).toBeUndefined();
  });

  it('is what the account allows where that is less, or the recogniser has no limit', () => {
    expect(recognisersOf(recogniser(), { azure: { maxConcurrent: 100 } })?.limit).toBe(100);
    expect(recognisersOf(recogniser(new CountedCapacity(8)), { azure: { maxConcurrent: 5 } })?.limit).toBe(5);
  });

  it('is no more than the recogniser can, whatever the account allows', () => {
    const own = new CountedCapacity(8);
    expect(recognisersOf(recogniser(own), { azure: { maxConcurrent: 100 } })).toBe(own);
  });

  it('is what is allowed for recognising, where that is said apart', () => {
    const quotas = { azure: { maxConcurrent: 100 }, 'stt:azure': { maxConcurrent: 20 } };
    expect(recognisersOf(recogniser(), quotas)?.limit).toBe(20);
  });
});
