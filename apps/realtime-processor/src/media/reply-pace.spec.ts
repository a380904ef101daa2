import { ReplyPace } from './reply-pace';

const late = (...times: readonly number[]): boolean[] => {
  const pace = new ReplyPace();
  return times.map(time => pace.isLate(time));
};

describe('frames of a reply', () => {
  it('are in time while they are ahead of what is heard', () => {
    expect(late(1000, 1000, 1000, 1055, 1080)).toEqual([false, false, false, false, false]);
  });

  it('are late when everything before them has been heard', () => {
    expect(late(1000, 1020, 1066, 1086)).toEqual([false, false, true, false]);
  });

  it('begin something new after a longer silence', () => {
    expect(late(1000, 1300)).toEqual([false, false]);
  });
});
