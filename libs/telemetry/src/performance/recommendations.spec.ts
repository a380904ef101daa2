import { VirtualClock } from '@app/testing';
import { PerformanceMonitor } from './performance-monitor';
import { recommend } from './recommendations';
import type { PerformanceTargets } from './recommendations';

const targets: PerformanceTargets = {
  totalMs: 800,
  stages: { audio_preprocessing: 50, speech_to_text: 200, ai_generation: 300, text_to_speech: 150 },
};

describe('recommendations', () => {
  let monitor: PerformanceMonitor;

  beforeEach(() => (monitor = new PerformanceMonitor(new VirtualClock())));

  const turns = (count: number, latencies: Readonly<Record<string, number>>): void => {
    for (let turn = 0; turn < count; turn++) {
      for (const [stage, ms] of Object.entries(latencies)) monitor.record(stage, ms);
    }
  };

  it('are none while targets are kept, or while there were too few turns to say', () => {
    turns(40, { speech_to_text: 180, ai_generation: 250, text_to_speech: 120, total_pipeline: 550 });
    expect(recommend(monitor, targets)).toEqual([]);
    turns(10, { audio_preprocessing: 900 });
    expect(recommend(monitor, targets)).toEqual([]);
  });

  it('name the stage that explains the breach first, with what to change and what it would bring', () => {
    turns(20, { speech_to_text: 250, ai_generation: 700, text_to_speech: 120, total_pipeline: 1070 });
    const [first, second, ...more] = recommend(monitor, targets);
    expect(first).toMatchObject({
      stage: 'ai_generation',
      currentLatencyMs: 700,
      targetLatencyMs: 300,
      expectedGainMs: 400,
      bottleneck: true,
      recommendation: expect.stringContaining('AZURE_OPENAI_RESOURCES'),
    });
    expect(second).toMatchObject({ stage: 'speech_to_text', expectedGainMs: 50, bottleneck: false });
    expect(more).toEqual([]);
  });

  it('tell of a slow stage while the whole is in time, without calling it a bottleneck', () => {
    turns(20, { text_to_speech: 250, total_pipeline: 700 });
    expect(recommend(monitor, targets)).toMatchObject([{ stage: 'text_to_speech', bottleneck: false }]);
  });

  it('tell of the whole where no stage is over its target, and which is nearest to it', () => {
    turns(20, { speech_to_text: 195, ai_generation: 250, total_pipeline: 900 });
    expect(recommend(monitor, targets)).toEqual([
      {
        stage: 'total_pipeline',
        largestStage: 'speech_to_text',
        currentLatencyMs: 900,
        targetLatencyMs: 800,
        expectedGainMs: 100,
        recommendation: expect.stringContaining('STT_PROVIDER'),
        trend: null,
        bottleneck: true,
      },
    ]);
  });

  it('name no stage where the time goes between them', () => {
    turns(20, { speech_to_text: 10, ai_generation: 10, total_pipeline: 900 });
    expect(recommend(monitor, targets)).toMatchObject([
      {
        stage: 'total_pipeline',
        largestStage: null,
        recommendation: expect.stringContaining('event loop'),
      },
    ]);
  });
});
