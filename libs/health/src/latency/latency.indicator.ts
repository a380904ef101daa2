import { Injectable } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import type { HealthIndicatorResult } from '@nestjs/terminus';
import { LatencyTargets } from '@app/config';
import { PerformanceMonitor, isBreached, recommend } from '@app/telemetry';
import type { PerformanceTargets, Recommendation } from '@app/telemetry';
import { indicate } from '../indicate';

/** The latencies of the last minutes, by stage; degraded while the P95 from endpoint to first audio is over its target. */
@Injectable()
export class LatencyIndicator {
  private readonly targets: PerformanceTargets;

  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly monitor: PerformanceMonitor,
    targets: LatencyTargets,
  ) {
    this.targets = {
      totalMs: targets.totalPipeline,
      stages: {
        audio_preprocessing: targets.audioPreprocessing,
        speech_to_text: targets.speechToText,
        ai_generation: targets.aiGeneration,
        text_to_speech: targets.textToSpeech,
      },
    };
  }

  check(): HealthIndicatorResult {
    const { totalMs } = this.targets;
    const breached = isBreached(this.monitor, this.targets);
    return indicate(this.indicators, 'latency', breached ? 'degraded' : 'up', {
      ...(breached && { reason: `one turn in twenty takes longer than ${totalMs} ms` }),
      targetMs: totalMs,
      stages: this.monitor.snapshot(),
    });
  }

  /** Which stages are slow and what to change, the largest gain first. */
  recommendations(): readonly Recommendation[] {
    return recommend(this.monitor, this.targets);
  }
}
