import { Logger } from '@nestjs/common';
import type { CallId, CallObserver, Millis, Outcome, TurnId } from '@app/core';
import { CALL_PART } from './call-lines';
import type { LogLevel } from './log-level';

/** Writes down what a call tells its observers, without a word of what is said, for as long as that is wanted. */
export class DebugObserver implements CallObserver {
  private readonly log = new Logger(CALL_PART);

  constructor(
    private readonly call: { readonly callId: CallId },
    private readonly level: Pick<LogLevel, 'debugs'>,
  ) {}

  turnBegan(turnId: TurnId): void {
    this.tell('turn began', { turnId });
  }

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

  /** What goes wrong, and how it ends, is told of every call. */
  event(): void {}

  ended(): void {}

  private tell(msg: string, fields: object): void {
    if (!this.level.debugs(CALL_PART)) return;
    this.log.debug({ callId: this.call.callId, ...fields, msg });
  }
}
