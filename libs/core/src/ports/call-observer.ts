import type { Millis } from '../clock';
import type { TurnId } from '../ids';
import type { CallEvent, EndReason } from './call-events';

export type Outcome = 'ok' | 'error' | 'timeout' | 'cancelled';

/** Watches one call: metrics, reports, traces, supervisors. Must neither throw nor block. */
export interface CallObserver {
  /** A reply begins to be made: of a turn that is committed, or of what the assistant says of its own accord. */
  turnBegan(turnId: TurnId): void;
  /**
   * A stage of a turn ended: a StageName or the name of a processing stage; `ms` is its own duration.
   * @param servedBy the provider that did the work, or `cache`; null or left out: nobody did, or it failed
   */
  stage(stage: string, ms: Millis, outcome: Outcome, servedBy?: string | null): void;
  /** First reply audio of a turn: since the endpoint, and since the caller's last sound (null for a turn in text). */
  firstAudio(turnId: TurnId, sinceEndpointMs: Millis, voiceToVoiceMs: Millis | null): void;
  /** A spoken turn was committed this long after its last sound; `reason`: what made the wait this long. */
  endpointing(delayMs: Millis, reason: string): void;
  /** An answer begun before its turn was committed was used, and was this far ahead, or was thrown away. */
  speculation(outcome: 'hit' | 'waste', savedMs: Millis): void;
  /** Nobody spoke and the assistant should have. */
  deadAir(): void;
  turnEnded(turnId: TurnId, outcome: Outcome): void;
  /** A reply fell silent this long after the first sound the caller made over it. */
  bargeIn(stopMs: Millis): void;
  interruption(kind: 'real' | 'false'): void;
  event(event: CallEvent): void;
  ended(reason: EndReason, durationMs: Millis): void;
}
