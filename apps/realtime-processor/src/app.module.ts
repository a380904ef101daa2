import type { Writable } from 'node:stream';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { AuthModule, LimitsModule } from '@app/auth';
import { CacheModule } from '@app/cache';
import { ClusterModule } from '@app/cluster';
import { ConfigurationModule, ServerSettings } from '@app/config';
import type { Configuration } from '@app/config';
import type { StageDescriptor } from '@app/core';
import { HealthModule } from '@app/health';
import { RedisModule } from '@app/redis';
import { CallBindings, LogLevel, TelemetryModule, loggerParams, wantsPretty } from '@app/telemetry';
import { AdminModule } from './admin/admin.module';
import { DoorsModule } from './doors/doors.module';
import { HttpModule } from './http/http.module';
import { MetricsController } from './http/metrics.controller';
import { MediaModule } from './media/media.module';
import { MonitorModule } from './monitor/monitor.module';
import { ObservabilityModule } from './observability/observability.module';
import { healthSources } from './observability/health-sources';
import { telemetryOptions } from './observability/telemetry-options';
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
          inject: [ServerSettings, LogLevel, CallBindings],
          useFactory: ({ logLevel, production }: ServerSettings, control: LogLevel, bindings: CallBindings) =>
            loggerParams({
              control,
              bindings,
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
          ...telemetryOptions(stages),
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
        AdminModule,
        HttpModule,
      ],
    };
  }
}
