import { Logger } from '@nestjs/common';
import { Cluster } from '@app/cluster';
import { LatencyTargets, ServerSettings } from '@app/config';
import type { StageDescriptor } from '@app/core';
import type { TelemetryModuleOptions, TelemetryOptions } from '@app/telemetry';
import { ObservabilitySettings } from './observability-settings';
import { serviceResource } from './service-resource';

/** What is measured, logged, traced and written down, as the environment says: for the TelemetryModule's factory. */
export const telemetryOptions = (
  stages: readonly StageDescriptor[],
): Pick<TelemetryModuleOptions, 'inject' | 'useFactory'> => ({
  inject: [LatencyTargets, ServerSettings, ObservabilitySettings, Cluster],
  useFactory: (
    targets: LatencyTargets,
    { logLevel, logTranscripts }: ServerSettings,
    settings: ObservabilitySettings,
    { instance }: Cluster,
  ): TelemetryOptions => {
    const { traceEndpoint, traceRatio, callMetrics, callLogDir, callLogMaxFiles, debug } = settings;
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
        tracing: {
          endpoint: traceEndpoint,
          resource: serviceResource(settings, instance),
          ratio: traceRatio,
          warn,
        },
      }),
      ...(callLogDir !== '' && {
        callLog: { directory: callLogDir, withWords: logTranscripts, kept: callLogMaxFiles, warn },
      }),
    };
  },
});
