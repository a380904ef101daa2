import type { CallObserver, Millis, Outcome, TurnId } from '@app/core';

/** Names of what is measured across stages, beside the stages' own. */
export const TOTAL_PIPELINE = 'total_pipeline';
export const VOICE_TO_VOICE_LATENCY = 'voice_to_voice';
export const ENDPOINTING_LATENCY = 'endpointing';

/** Where latencies are written. */
export interface LatencySink {
  record(stage: string, ms: Millis): void;
}

/**
 * Writes a call's latencies into a store: the service's, or one of the call's own. What was cancelled says nothing of
 * how fast the service is, and is left out.
 */
export class LatencyObserver implements CallObserver {
  constructor(private readonly latencies: LatencySink) {}

  stage(stage: string, ms: Millis, outcome: Outcome): void {
    if (outcome !== 'cancelled') this.latencies.record(stage, ms);
  }

  firstAudio(_turnId: TurnId, sinceEndpointMs: Millis, voiceToVoiceMs: Millis | null): void {
    this.latencies.record(TOTAL_PIPELINE, sinceEndpointMs);
    if (voiceToVoiceMs !== null) this.latencies.record(VOICE_TO_VOICE_LATENCY, voiceToVoiceMs);
  }

  endpointing(delayMs: Millis, _reason?: string): void {
    this.latencies.record(ENDPOINTING_LATENCY, delayMs);
  }

  speculation(): void {}

  deadAir(): void {}

  turnBegan(): void {}

  turnEnded(): void {}

  bargeIn(): void {}

  interruption(): void {}

  event(): void {}

  ended(): void {}
}
