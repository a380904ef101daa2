import type { LevelWithSilent } from 'pino';
import type { Millis, StageName } from '@app/core';
import type { CallLogOptions } from './call-log/call-log';
import type { TracingOptions } from './tracing/tracing';

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
  /** Names of the processing stages in use: the only names beyond `turnStages` that become metric labels. */
  readonly processingStages: readonly string[];
  /** How much is logged; left out: as much as is usual. */
  readonly logLevel?: LevelWithSilent;
  /** Parts that log everything, in the notation of the package `debug`. */
  readonly debug?: string;
  /** False: what happens in calls is not counted. */
  readonly callMetrics?: boolean;
  /** Left out: calls are not traced. */
  readonly tracing?: TracingOptions;
  /** Left out: calls are not written down. */
  readonly callLog?: CallLogOptions;
}

export const TELEMETRY_OPTIONS = Symbol('TelemetryOptions');
