import type { Millis, StageName } from '@app/core';

/** Every stage a turn of this service can have, processing stages apart. */
export const turnStages: readonly StageName[] = [
  'audio_preprocessing',
  'speech_to_text',
  'ai_generation',
  'text_to_speech',
  'completed',
];

export interface TelemetryOptions {
  /** What a stage should take at most, ms; over it, the budget counter counts. Stages without a target have none. */
  readonly targets: Readonly<Partial<Record<StageName, Millis>>>;
  /** From the end of the turn to its first sound, ms. */
  readonly totalTargetMs?: Millis;
  /** Names of the processing stages in use: the only names beyond `turnStages` that become metric labels. */
  readonly processingStages: readonly string[];
}

export const TELEMETRY_OPTIONS = Symbol('TelemetryOptions');
