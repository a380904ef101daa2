import { Breaker } from './breaker';
import type { BreakerState } from './breaker';

const boom = new Error('boom');
const settle = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

describe('A breaker', () => {
  const changes: BreakerState[] = [];
  let breaker: Breaker;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'] });
    changes.length = 0;
    breaker = new Breaker('tts:azure', { failureThreshold: 5, resetMs: 60_000 }, state =>
      changes.push(state),
    );
  });
  afterEach(() => jest.useRealTimers());

  async function fail(times: number): Promise<void> {
    for (let i = 0; i < times; i++) breaker.enter()!.failed(boom);
    await settle();
  }

  it('opens after five failures in a row, not after four', async () => {
    await fail(4);
    breaker.enter()!.succeeded();
    await settle();
    await fail(4);
    expect(breaker.state).toBe('closed');
    await fail(1);
    expect(breaker.state).toBe('open');
    expect(breaker.enter()).toBeNull();
    expect(changes).toEqual(['open']);
  });

  it('lets one try after a minute, and turns away who comes meanwhile', async () => {
    await fail(5);
    jest.setSystemTime(Date.now() + 59_000);
    expect(breaker.enter()).toBeNull();
    jest.setSystemTime(Date.now() + 1000);
    const probe = breaker.enter();
    expect(probe).not.toBeNull();
    expect(breaker.state).toBe('half-open');
    expect(breaker.enter()).toBeNull();
    probe!.succeeded();
    await settle();
    expect(breaker.state).toBe('closed');
    expect(breaker.enter()).not.toBeNull();
  });

  it.each(['failed', 'abandoned'] as const)('waits another minute when the probe %s', async how => {
    await fail(5);
    jest.setSystemTime(Date.now() + 60_000);
    breaker.enter()![how](boom);
    await settle();
    expect(breaker.state).toBe('open');
    expect(breaker.enter()).toBeNull();
  });

  it('learns nothing from what was abandoned, nor from what is told twice', async () => {
    await fail(4);
    const passage = breaker.enter()!;
    passage.abandoned();
    passage.failed(boom);
    await settle();
    expect(breaker.state).toBe('closed');
    await fail(1);
    expect(breaker.state).toBe('open');
  });

  it('takes failures that come when it is open already', async () => {
    const rejections: unknown[] = [];
    const note = (reason: unknown): void => void rejections.push(reason);
    process.on('unhandledRejection', note);
    const passages = Array.from({ length: 8 }, () => breaker.enter()!);
    for (const passage of passages.slice(0, 5)) passage.failed(boom);
    await settle();
    for (const passage of passages.slice(5)) passage.failed(boom);
    await settle();
    process.off('unhandledRejection', note);
    expect(breaker.state).toBe('open');
    expect(rejections).toEqual([]);
  });

  it('can be held open by hand', () => {
    breaker.hold('open');
    breaker.hold('open');
    expect([breaker.state, breaker.heldAs, breaker.enter()]).toEqual(['isolated', 'open', null]);
    breaker.hold(null);
    expect([breaker.state, breaker.heldAs]).toEqual(['closed', null]);
  });

  it('can be held closed by hand, whatever fails, and decides by itself again afterwards', async () => {
    await fail(5);
    breaker.hold('closed');
    expect(breaker.state).toBe('closed');
    await fail(20);
    expect(breaker.enter()).not.toBeNull();
    breaker.hold(null);
    expect([breaker.state, breaker.enter()]).toEqual(['open', null]);
  });
});
