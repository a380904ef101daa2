import type { Provider } from '@app/core';
import { VirtualClock } from '@app/testing';
import { ProviderProbes } from './provider-probes';

/** Says nothing to a probe until it is told to, or given up. */
class Probed implements Provider {
  readonly name = 'azure-openai';
  readonly signals: AbortSignal[] = [];
  answer = (): void => undefined;

  probe(signal: AbortSignal): Promise<void> {
    this.signals.push(signal);
    return new Promise(resolve => {
      this.answer = resolve;
      signal.addEventListener('abort', () => resolve());
    });
  }

  health(): { status: 'up' } {
    return { status: 'up' };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

const mute: Provider = {
  name: 'script',
  health: () => ({ status: 'up' }),
  close: () => Promise.resolve(),
};

describe('Probes of providers', () => {
  let clock: VirtualClock;
  let provider: Probed;
  beforeEach(() => {
    clock = new VirtualClock();
    provider = new Probed();
  });
  const probes = (everyMs: number): ProviderProbes => new ProviderProbes(clock, everyMs, [mute, provider]);

  it('are made at the start and from then on, of who can be asked', async () => {
    probes(30_000).start();
    expect(provider.signals).toHaveLength(1);
    provider.answer();
    await clock.run(30_000, 1000);
    expect(provider.signals).toHaveLength(2);
    expect(provider.signals[0]!.aborted).toBe(false);
  });

  it('are given up after five seconds, and none is made while one is under way', async () => {
    probes(1000).start();
    await clock.run(4999, 100);
    expect([provider.signals.length, provider.signals[0]!.aborted]).toEqual([1, false]);
    await clock.run(1001, 1);
    expect([provider.signals.length, provider.signals[0]!.aborted]).toEqual([2, true]);
  });

  it('end with the service, and leave no timer behind', async () => {
    const all = probes(1000);
    all.start();
    all.stop();
    await clock.run(0);
    expect([provider.signals[0]!.aborted, clock.active]).toEqual([true, 0]);
  });

  it('are not made where they are switched off', () => {
    probes(0).start();
    expect([provider.signals.length, clock.active]).toEqual([0, 0]);
  });
});
