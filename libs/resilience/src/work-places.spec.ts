import { ProviderError } from '@app/core';
import { VirtualClock } from '@app/testing';
import { WorkPlaces } from './work-places';
import type { Place } from './work-places';

const idle = new AbortController().signal;
const settle = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

describe('Places for work', () => {
  let clock: VirtualClock;
  let limit: number;
  let typicalMs: number;
  let places: WorkPlaces;
  beforeEach(() => {
    clock = new VirtualClock();
    limit = 2;
    typicalMs = 300;
    places = new WorkPlaces(clock, { limit: () => limit, typicalMs: () => typicalMs, longestLine: 3 });
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

  it('are so many, and who comes later waits for one', async () => {
    const [a] = await Promise.all([enter('a'), enter('b')]);
    void enter('c');
    await settle();
    expect([outcomes, places.underWay, places.waiting]).toEqual([['a in', 'b in'], 2, 1]);
    a!.leave();
    a!.leave();
    await settle();
    expect([outcomes.at(-1), places.underWay, places.waiting]).toEqual(['c in', 2, 0]);
  });

  it('go to the one whose time is nearest', async () => {
    const [a] = await Promise.all([enter('a'), enter('b')]);
    void enter('later', 2000);
    void enter('sooner', 1000);
    a!.leave();
    await settle();
    expect(outcomes.at(-1)).toBe('sooner in');
  });

  it('are not kept for who cannot make it: told as soon as that is known', async () => {
    await Promise.all([enter('a'), enter('b')]);
    void enter('c', 1000);
    clock.advance(699);
    await settle();
    expect(outcomes).toHaveLength(2);
    clock.advance(1);
    await settle();
    expect([outcomes.at(-1), places.waiting, places.dropped]).toEqual(['c provider_busy', 0, 1]);
  });

  it('are given to nobody whom a slower service has made late meanwhile', async () => {
    const [a] = await Promise.all([enter('a'), enter('b')]);
    void enter('tight', 1000);
    void enter('loose', 5000);
    typicalMs = 2000;
    a!.leave();
    await settle();
    expect(outcomes.slice(2)).toEqual(['tight provider_busy', 'loose in']);
  });

  it('have a line that ends somewhere', async () => {
    await Promise.all([enter('a'), enter('b')]);
    void Promise.all([enter('c'), enter('d'), enter('e')]);
    await enter('f');
    expect(outcomes.at(-1)).toBe('f provider_busy');
  });

  it('are left by who hangs up, wherever they stand', async () => {
    const hangup = new AbortController();
    await Promise.all([enter('a'), enter('b')]);
    void enter('c', 3000, hangup.signal);
    hangup.abort(new Error('gone'));
    await settle();
    expect([outcomes.at(-1), places.waiting]).toEqual(['c gone', 0]);
    expect(clock.active).toBe(0);
  });

  it('can become more and fewer', async () => {
    const [a, b] = await Promise.all([enter('a'), enter('b')]);
    void enter('c');
    void enter('d');
    limit = 3;
    a!.leave();
    await settle();
    expect(outcomes.slice(2)).toEqual(['c in', 'd in']);
    limit = 1;
    b!.leave();
    expect(places.tryEnter()).toBeNull();
  });
});
