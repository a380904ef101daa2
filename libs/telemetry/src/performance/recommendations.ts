import type { Millis, StageName } from '@app/core';
import { TOTAL_PIPELINE } from '../latency/latency-observer';
import { adviceFor } from './advice';
import type { PerformanceMonitor } from './performance-monitor';
import type { Trend } from './trend';

/** The stages one after the other between the end of the turn and its first sound. */
const PATH: readonly StageName[] = [
  'audio_preprocessing',
  'speech_to_text',
  'ai_generation',
  'text_to_speech',
];

/** So few turns say nothing: the first ones warm the engines up. */
export const MIN_TURNS = 20;

export interface PerformanceTargets {
  readonly totalMs: Millis;
  readonly stages: Readonly<Partial<Record<StageName, Millis>>>;
}

/** What is over its target, and what an operator can do about it. */
export interface Recommendation {
  /** `total_pipeline` where the whole is, and no stage by itself. */
  readonly stage: string;
  /** Of `total_pipeline`: the stage that takes most of its own target, which is what to begin with; null where none is near. */
  readonly largestStage?: StageName | null;
  /** P95, ms. */
  readonly currentLatencyMs: Millis;
  readonly targetLatencyMs: Millis;
  readonly recommendation: string;
  /** What the P95 of the whole would lose if this stage kept its target. */
  readonly expectedGainMs: Millis;
  readonly trend: Trend | null;
  /** The stage that explains most of a breach of the whole target. */
  readonly bottleneck: boolean;
}

/** What to change, the largest gain first; nothing while all stages keep their targets. */
export function recommend(monitor: PerformanceMonitor, targets: PerformanceTargets): Recommendation[] {
  const breached = isBreached(monitor, targets);
  const over = PATH.flatMap(stage => {
    const target = targets.stages[stage];
    const current = monitor.of(stage);
    if (target === undefined || !current || current.count < MIN_TURNS || current.p95 <= target) return [];
    return [{ stage, current: current.p95, target }];
  }).sort((one, other) => other.current - other.target - (one.current - one.target));
  const found = over.map(({ stage, current, target }, at) =>
    recommendationFor(monitor, stage, current, target, breached && at === 0),
  );
  if (!breached || found.length > 0) return found;
  const total = monitor.of(TOTAL_PIPELINE)!;
  const largestStage = largestOf(monitor, targets);
  const whole = recommendationFor(monitor, TOTAL_PIPELINE, total.p95, targets.totalMs, true);
  return [{ ...whole, largestStage, recommendation: adviceFor(largestStage ?? TOTAL_PIPELINE) }];
}

export function isBreached(monitor: PerformanceMonitor, { totalMs }: PerformanceTargets): boolean {
  const total = monitor.of(TOTAL_PIPELINE);
  return total !== null && total.count >= MIN_TURNS && total.p95 > totalMs;
}

function recommendationFor(
  monitor: PerformanceMonitor,
  stage: string,
  current: Millis,
  target: Millis,
  bottleneck: boolean,
): Recommendation {
  return {
    stage,
    currentLatencyMs: current,
    targetLatencyMs: target,
    recommendation: adviceFor(stage),
    expectedGainMs: Math.round(current - target),
    trend: monitor.trend(stage),
    bottleneck,
  };
}

/** Each stage keeps its target and the whole does not: the one that takes most of its own, or no stage at all. */
function largestOf(monitor: PerformanceMonitor, targets: PerformanceTargets): StageName | null {
  let largest: StageName | null = null;
  let share = 0.8;
  for (const stage of PATH) {
    const used = (monitor.of(stage)?.p95 ?? 0) / (targets.stages[stage] ?? Number.POSITIVE_INFINITY);
    if (used > share) [largest, share] = [stage, used];
  }
  return largest;
}
