import type { Millis } from '@app/core';
import type { ProcessingStage, ReplySource } from '@app/protocol';

/** One answer of the assistant and what it answers. Times are ms. */
export interface TurnRecord {
  readonly turnId: string;
  /** Null for a greeting, and where nothing was understood. */
  caller: string | null;
  /** 0–1. */
  readonly confidence: number;
  reply: string;
  readonly source: ReplySource;
  /** Since the end of the caller's turn as decided, by the service's own clock. */
  readonly stages: Partial<Record<ProcessingStage, Millis>>;
  /** The caller's last sound to the first sound of the answer, as heard here; null without either. */
  voiceToVoiceMs: Millis | null;
  /** What was heard of the answer before the caller cut it short; null: all of it. */
  interruptedAtMs: Millis | null;
}
