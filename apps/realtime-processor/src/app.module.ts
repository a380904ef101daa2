import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { AuthModule } from '@app/auth';
import { ConfigurationModule, LatencyTargets, ServerSettings } from '@app/config';
import type { Configuration } from '@app/config';
import type { ReplyEngine, SpeechToText, StageDescriptor, TextToSpeech } from '@app/core';
import { HealthModule } from '@app/health';
import { TelemetryModule, loggerParams, wantsPretty } from '@app/telemetry';
import { HttpModule } from './http/http.module';
import { MetricsController } from './http/metrics.controller';
import { MediaModule } from './media/media.module';
import { StagesModule } from './voice/stages.module';
import { REPLY_ENGINE, SPEECH_TO_TEXT, TEXT_TO_SPEECH } from './voice/tokens';
import { VoiceModule } from './voice/voice.module';

/** The whole service on one page: what there is, and what is given to what. */
@Module({})
export class AppModule {
  /** @param stages the processing stages of every call, in order */
  static with(configuration: Configuration, stages: readonly StageDescriptor[]): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigurationModule.forRoot(configuration),
        LoggerModule.forRootAsync({
          inject: [ServerSettings],
          useFactory: ({ logLevel, production }: ServerSettings) =>
            loggerParams({ level: logLevel, pretty: wantsPretty(production) }),
        }),
        AuthModule.forRoot(),
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
        HealthModule.forRootAsync({
          imports: [VoiceModule],
          inject: [SPEECH_TO_TEXT, REPLY_ENGINE, TEXT_TO_SPEECH],
          useFactory: (speechToText: SpeechToText, replyEngine: ReplyEngine, textToSpeech: TextToSpeech) => ({
            chains: [
              { kind: 'stt', providers: [speechToText] },
              { kind: 'ai', providers: [replyEngine] },
              { kind: 'tts', providers: [textToSpeech] },
            ],
          }),
        }),
        StagesModule.with(stages),
        VoiceModule,
        MediaModule,
        HttpModule,
      ],
    };
  }
}
