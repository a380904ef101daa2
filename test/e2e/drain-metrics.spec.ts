import { register } from 'prom-client';
import { Service } from './support/service';

/** In a process of its own: the registry is the process's. */
describe('The metrics of a service that had no time to drain', () => {
  it('tell of the call it cut, and that it should be gone', async () => {
    const service = await Service.start({
      STT_PROVIDER: 'simulated',
      AI_PROVIDER: 'simulated',
      TTS_PROVIDER: 'simulated',
      DRAIN_TIMEOUT_MS: '0',
    });
    // Looked up here: at the end the registry forgets them.
    const metrics = ['realtime_drain_calls_cut_total', 'realtime_drain_overdue_seconds'].map(name =>
      register.getSingleMetric(name)!,
    );
    const values = async (): Promise<(number | undefined)[]> =>
      (await Promise.all(metrics.map(metric => metric.get()))).map(({ values: [first] }) => first?.value);
    const call = await service.call();
    expect(await values()).toEqual([0, 0]);
    await service.stop();
    const [cut, overdue] = await values();
    expect(cut).toBe(1);
    expect(overdue).toBeGreaterThan(0);
    call.vanish();
  });
});
