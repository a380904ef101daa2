import { ProviderError } from '@app/core';
import { VirtualClock } from '@app/testing';
import { WorkPlaces } from './work-places';
import type { Place } from './work-places';

const idle = new AbortController().signal;
const settle = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

describe('Places for work', () => {
  let clock: VirtualClock;
  let limit: number;
  let learnt: string[];
  let places: WorkPlaces;
  beforeEach(() => {
    clock = new VirtualClock();
    limit = 2;
    learnt = [];
    const bound = {
      get limit() {
        return limit;
      },
      took: (ms: number, inFlight: number) => learnt.push(`${ms} ms of ${inFlight}`),
    };
    places = new WorkPlaces(clock, bound, 3);
  });
  const outcomes: string[] = [];
  beforeEach(() => (outcomes.length = 0));
  const enter = async (name: string, inMs = 3000, signal = idle): Promise<Place | null> => {
    try {
      const place = await places.enter(clock.now() + inMs, signal);
      outcomes.push(`${name} in`);
      return place;
    } catch (error) {
      outcomes.push(`${name} ${error instanceof ProviderError ? error.code : 'gone'}`);
      return null;
    }
  };
  const both = async (): Promise<[Place, Place]> => {
    const [a, b] = await Promise.all([enter('a'), enter('b')]);
    outcomes.length = 0;
    return [a!, b!];
  };
  /** The work is known to take so long. */
  const takes = async (ms: number): Promise<void> => {
    const place = (await enter('before'))!;
    clock.advance(ms);
    place.leave(true);
    outcomes.length = 0;
  };

  it('are so many, and who comes later waits for one', async () => {
    const [a] = await both();
    void enter('c');
    await settle();
    expect([outcomes, places.report()]).toMatchObject([[], { underWay: 2, waiting: 1 }]);
    a.leave(true);
    a.leave(true);
    await settle();
    expect([outcomes, places.report()]).toMatchObject([['c in'], { underWay: 2, waiting: 0 }]);
  });

  it('tell how long the work took, where it came to its end', async () => {
    const [a, b] = await both();
    clock.advance(120);
    a.leave(true);
    b.leave(false);
    expect([learnt, places.report().typicalMs]).toEqual([['120 ms of 1'], 120]);
  });

  it('go to the one whose time is nearest in a burst', async () => {
    const [a] = await both();
    void enter('later', 2000);
    void enter('sooner', 1000);
    a.leave(true);
    await settle();
    expect(outcomes).toEqual(['sooner in']);
  });

  it('go to the newest where the line stands: who waited is told, who comes is served in time', async () => {
    const [a] = await both();
    void enter('old', 1000);
    clock.advance(600);
    void enter('new', 1000);
    a.leave(false);
    await settle();
    expect(outcomes).toEqual(['new in']);
    clock.advance(400);
    await settle();
    expect(outcomes).toEqual(['new in', 'old provider_busy']);
  });

  it('are not kept for who cannot make it: told as soon as that is known', async () => {
    await takes(300);
    await both();
    void enter('c', 1000);
    clock.advance(699);
    await settle();
    expect(outcomes).toEqual([]);
    clock.advance(1);
    await settle();
    expect([outcomes, places.report()]).toMatchObject([['c provider_busy'], { waiting: 0, dropped: 1 }]);
  });

  it('are given to nobody whom slower work has made late meanwhile', async () => {
    const [a] = await both();
    void enter('tight', 700);
    void enter('loose', 5000);
    clock.advance(400);
    a.leave(true);
    await settle();
    expect(outcomes).toEqual(['tight provider_busy', 'loose in']);
  });

  it('have a line that ends somewhere: the one with the least time left makes room', async () => {
    await both();
    void Promise.all([enter('c', 3000), enter('d', 2000), enter('e', 2500)]);
    void enter('f');
    await settle();
    expect([outcomes, places.waiting]).toEqual([['d provider_busy'], 3]);
  });

  it('are left by who hangs up, wherever they stand', async () => {
    const hangup = new AbortController();
    await both();
    void enter('c', 3000, hangup.signal);
    hangup.abort(new Error('gone'));
    await settle();
    expect([outcomes, places.waiting]).toEqual([['c gone'], 0]);
    expect(clock.active).toBe(0);
  });

  it('can become more and fewer', async () => {
    const [a, b] = await both();
    void enter('c');
    void enter('d');
    limit = 3;
    a.leave(true);
    await settle();
    expect(outcomes).toEqual(['c in', 'd in']);
    limit = 1;
    b.leave(true);
    expect(places.tryEnter()).toBeNull();
  });
});
