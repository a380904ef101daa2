import { setImmediate } from 'node:timers/promises';
import { VirtualClock } from '@app/testing';
import { LoopLag } from './loop-lag';

const BLOCK_MS = 200;

/** Keeps the loop from running for a while. */
const block = (): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BLOCK_MS);

describe('LoopLag', () => {
  const clock = new VirtualClock();
  const lag = new LoopLag(clock);

  afterEach(() => lag.stop());

  const moreSamples = async (): Promise<void> => {
    const before = lag.samples;
    while (lag.samples <= before) await setImmediate();
  };

  it('sees a blocked loop, remembers it for one window and then forgets it', async () => {
    expect(lag.read()).toEqual({ p99Ms: 0, maxMs: 0 });
    lag.start();
    await moreSamples();
    block();
    await moreSamples();
    expect(lag.read().maxMs).toBeGreaterThan(BLOCK_MS / 2);
    clock.advance(10_000);
    expect(lag.samples).toBe(0);
    expect(lag.read().maxMs).toBeGreaterThan(BLOCK_MS / 2);
    clock.advance(10_000);
    expect(lag.read()).toEqual({ p99Ms: 0, maxMs: 0 });
  });

  it('leaves no timer behind', () => {
    lag.start();
    lag.start();
    expect(clock.active).toBe(1);
    lag.stop();
    expect(clock.active).toBe(0);
  });
});
