import type { Writable } from 'node:stream';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { AuthModule, LimitsModule } from '@app/auth';
import { CacheModule } from '@app/cache';
import { ClusterModule } from '@app/cluster';
import { ConfigurationModule, LatencyTargets, ServerSettings } from '@app/config';
import type { Configuration } from '@app/config';
import type { StageDescriptor } from '@app/core';
import { HealthModule } from '@app/health';
import { RedisModule } from '@app/redis';
import { TelemetryModule, loggerParams, wantsPretty } from '@app/telemetry';
import { DoorsModule } from './doors/doors.module';
import { HttpModule } from './http/http.module';
import { MetricsController } from './http/metrics.controller';
import { MediaModule } from './media/media.module';
import { MonitorModule } from './monitor/monitor.module';
import { ObservabilityModule } from './observability/observability.module';
import { healthSources } from './observability/health-sources';
import { StagesModule } from './voice/stages.module';
import { VoiceModule } from './voice/voice.module';

/** The whole service on one page: what there is, and what is given to what. */
@Module({})
export class AppModule {
  /**
   * @param stages the processing stages of every call, in order
   * @param logTo where the log goes, when not to the standard output
   */
  static with(
    configuration: Configuration,
    stages: readonly StageDescriptor[],
    logTo?: Writable,
  ): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigurationModule.forRoot(configuration),
        LoggerModule.forRootAsync({
          inject: [ServerSettings],
          useFactory: ({ logLevel, production }: ServerSettings) =>
            loggerParams({
              level: logLevel,
              pretty: wantsPretty(production),
              ...(logTo && { destination: logTo }),
            }),
        }),
        RedisModule.forRoot(),
        ClusterModule.forRoot(),
        AuthModule.forRoot(),
        LimitsModule.forRoot(),
        DoorsModule,
        TelemetryModule.forRootAsync({
          inject: [LatencyTargets],
          useFactory: (targets: LatencyTargets) => ({
            targets: {
              audio_preprocessing: targets.audioPreprocessing,
              speech_to_text: targets.speechToText,
              ai_generation: targets.aiGeneration,
              text_to_speech: targets.textToSpeech,
            },
            processingStages: stages.map(stage => stage.name),
          }),
          metricsController: MetricsController,
        }),
        CacheModule.forRoot(),
        HealthModule.forRootAsync({
          imports: [VoiceModule, MediaModule],
          ...healthSources,
        }),
        StagesModule.with(stages),
        VoiceModule,
        MediaModule,
        MonitorModule,
        ObservabilityModule,
        HttpModule,
      ],
    };
  }
}
