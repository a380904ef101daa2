import { Logger } from '@nestjs/common';
import { LatencyTargets, ServerSettings } from '@app/config';
import type { StageDescriptor } from '@app/core';
import type { TelemetryModuleOptions, TelemetryOptions } from '@app/telemetry';
import { ObservabilitySettings } from './observability-settings';

/** What is measured, logged, traced and written down, as the environment says: for the TelemetryModule's factory. */
export const telemetryOptions = (
  stages: readonly StageDescriptor[],
): Pick<TelemetryModuleOptions, 'inject' | 'useFactory'> => ({
  inject: [LatencyTargets, ServerSettings, ObservabilitySettings],
  useFactory: (
    targets: LatencyTargets,
    { logLevel, logTranscripts }: ServerSettings,
    {
      traceEndpoint,
      serviceName,
      traceRatio,
      callMetrics,
      callLogDir,
      callLogMaxFiles,
      debug,
    }: ObservabilitySettings,
  ): TelemetryOptions => {
    const warn = (message: string): void => new Logger('Telemetry').warn(message);
    return {
      targets: {
        audio_preprocessing: targets.audioPreprocessing,
        speech_to_text: targets.speechToText,
        ai_generation: targets.aiGeneration,
        text_to_speech: targets.textToSpeech,
      },
      processingStages: stages.map(stage => stage.name),
      logLevel,
      debug,
      callMetrics,
      ...(traceEndpoint !== '' && {
        tracing: { endpoint: traceEndpoint, serviceName, ratio: traceRatio, warn },
      }),
      ...(callLogDir !== '' && {
        callLog: { directory: callLogDir, withWords: logTranscripts, kept: callLogMaxFiles, warn },
      }),
    };
  },
});
