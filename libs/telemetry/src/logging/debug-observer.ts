import { Logger } from '@nestjs/common';
import type { CallEvent, CallId, CallObserver, EndReason, Millis, Outcome, TurnId } from '@app/core';

/** The part of the service that tells, step by step, how calls go: `DEBUG=realtime-processor:call`. */
export const CALL_PART = 'call';

/** Writes down what a call tells its observers, without a word of what is said. */
export class DebugObserver implements CallObserver {
  private readonly log = new Logger(CALL_PART);

  constructor(private readonly callId: CallId) {}

  stage(stage: string, ms: Millis, outcome: Outcome): void {
    this.tell('stage', { stage, ms: Math.round(ms), outcome });
  }

  firstAudio(turnId: TurnId, sinceEndpointMs: Millis, voiceToVoiceMs: Millis | null): void {
    this.tell('first audio', { turnId, sinceEndpointMs, voiceToVoiceMs });
  }

  endpointing(delayMs: Millis, reason: string): void {
    this.tell('endpoint', { delayMs: Math.round(delayMs), reason });
  }

  speculation(outcome: 'hit' | 'waste', savedMs: Millis): void {
    this.tell('speculation', { outcome, savedMs: Math.round(savedMs) });
  }

  deadAir(): void {
    this.tell('dead air', {});
  }

  turnEnded(turnId: TurnId, outcome: Outcome): void {
    this.tell('turn ended', { turnId, outcome });
  }

  bargeIn(stopMs: Millis): void {
    this.tell('barge-in', { stopMs });
  }

  interruption(kind: 'real' | 'false'): void {
    this.tell('interruption', { kind });
  }

  event(event: CallEvent): void {
    if (event.type === 'problem') this.tell('problem', { code: event.code });
  }

  ended(reason: EndReason, durationMs: Millis): void {
    this.tell('ended', { reason, durationMs: Math.round(durationMs) });
  }

  private tell(msg: string, fields: object): void {
    this.log.debug({ callId: this.callId, ...fields, msg });
  }
}
