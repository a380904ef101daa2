import { SlidingWindow } from './sliding-window';
import { StageLatencies } from './stage-latencies';

describe('SlidingWindow', () => {
  it('knows nothing before the first value', () => {
    expect(new SlidingWindow(4).percentiles()).toBeNull();
  });

  it('gives nearest-rank percentiles', () => {
    const window = new SlidingWindow(200);
    for (let value = 100; value >= 1; value--) window.add(value);
    expect(window.percentiles()).toEqual({ count: 100, p50: 50, p95: 95, p99: 99 });
  });

  it('forgets the oldest', () => {
    const window = new SlidingWindow(3);
    for (const value of [1000, 1000, 1, 2, 3]) window.add(value);
    expect(window.percentiles()).toEqual({ count: 3, p50: 2, p95: 3, p99: 3 });
  });
});

describe('StageLatencies', () => {
  it('keeps stages apart and rounds to a tenth of a millisecond', () => {
    const latencies = new StageLatencies();
    latencies.record('speech_to_text', 12.345);
    latencies.record('ai_generation', 99.99);
    expect(latencies.snapshot()).toEqual({
      speech_to_text: { count: 1, p50: 12.3, p95: 12.3, p99: 12.3 },
      ai_generation: { count: 1, p50: 100, p95: 100, p99: 100 },
    });
    expect(latencies.of('ai_generation')?.p95).toBe(99.99);
    expect(latencies.of('text_to_speech')).toBeNull();
  });

  it('has a bounded number of stages', () => {
    const latencies = new StageLatencies(4);
    for (let n = 0; n < 1000; n++) latencies.record(`stage_${n}`, 1);
    expect(Object.keys(latencies.snapshot())).toHaveLength(32);
  });
});
