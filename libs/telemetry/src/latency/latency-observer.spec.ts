import type { TurnId } from '@app/core';
import { LatencyObserver } from './latency-observer';
import { StageLatencies } from './stage-latencies';

describe('LatencyObserver', () => {
  it('records what a turn took, but not what was cancelled', () => {
    const latencies = new StageLatencies();
    const observer = new LatencyObserver(latencies);
    observer.stage('ai_generation', 250, 'ok');
    observer.stage('ai_generation', 3000, 'timeout');
    observer.stage('ai_generation', 1, 'cancelled');
    observer.endpointing(450, 'fixed');
    observer.firstAudio('call-1:1' as TurnId, 640, null);
    expect(latencies.snapshot()).toEqual({
      ai_generation: { count: 2, p50: 250, p95: 3000, p99: 3000 },
      endpointing: { count: 1, p50: 450, p95: 450, p99: 450 },
      total_pipeline: { count: 1, p50: 640, p95: 640, p99: 640 },
    });
  });
});
