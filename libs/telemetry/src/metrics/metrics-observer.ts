import type { CallEvent, CallObserver, EndReason, Millis, Outcome, TurnId } from '@app/core';
import type { CallMetrics } from './call-metrics';
import type { StageMetrics } from './stage-metrics';
import type { TurnMetrics } from './turn-metrics';

/** One call's view on the metrics. It counts as a live call from its making to its end. */
export class MetricsObserver implements CallObserver {
  private live = true;

  constructor(
    private readonly stages: StageMetrics,
    private readonly turns: TurnMetrics,
    private readonly calls: CallMetrics,
    private readonly traceId: string | null,
  ) {
    calls.started();
  }

  turnBegan(): void {}

  stage(stage: string, ms: Millis, outcome: Outcome, servedBy: string | null = null): void {
    this.stages.finished(stage, ms, outcome, servedBy, this.traceId);
  }

  firstAudio(_turnId: TurnId, sinceEndpointMs: Millis, voiceToVoiceMs: Millis | null): void {
    this.turns.firstAudio(sinceEndpointMs, voiceToVoiceMs, this.traceId);
  }

  endpointing(delayMs: Millis, reason: string): void {
    this.turns.endpointing(delayMs, reason, this.traceId);
  }

  speculation(outcome: 'hit' | 'waste', savedMs: Millis): void {
    this.turns.speculated(outcome, savedMs);
  }

  deadAir(): void {
    this.turns.deadAir();
  }

  turnEnded(_turnId: TurnId, outcome: Outcome): void {
    this.turns.ended(outcome);
  }

  bargeIn(stopMs: Millis): void {
    this.turns.bargedIn(stopMs, this.traceId);
  }

  interruption(kind: 'real' | 'false'): void {
    this.turns.interrupted(kind);
  }

  event(event: CallEvent): void {
    if (event.type === 'problem') this.stages.failed(event.code);
    else if (event.type === 'reply-part') this.turns.partOut(event.source);
  }

  ended(reason: EndReason, durationMs: Millis): void {
    if (!this.live) return;
    this.live = false;
    this.calls.ended(reason, durationMs);
  }
}
