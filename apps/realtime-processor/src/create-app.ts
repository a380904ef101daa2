import type { Writable } from 'node:stream';
import { NestFactory } from '@nestjs/core';
import { ValidationPipe } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import { Logger } from 'nestjs-pino';
import { RateLimiter } from '@app/auth';
import type { Configuration } from '@app/config';
import type { StageDescriptor } from '@app/core';
import type { Breakers } from '@app/resilience';
import { DoorMetrics } from '@app/telemetry';
import { serveDocs } from './api-docs/serve-docs';
import { AppModule } from './app.module';
import { readBodies } from './doors/body-parsers';
import { DoorSettings } from './doors/door-settings';
import { OpsListener } from './doors/ops-listener';
import { limitPatience } from './doors/patience';
import { Threshold } from './doors/threshold';
import { tlsOptions } from './doors/tls';
import { HttpErrorFilter } from './http/http-error.filter';
import { invalidBody } from './http/invalid-body';
import { onlyJson } from './http/only-json';
import { NativeDoor } from './media/native-door';
import { MonitorDoor } from './monitor/monitor-door';
import { UpgradeRouter } from './media/upgrade-router';
import { beginAtZero } from './observability/begin-at-zero';
import { stages as defaultStages } from './stages';
import { pressureOf } from './voice/pressure';
import { BREAKERS } from './voice/tokens';

/** The service, ready to listen. */
export async function createApp(
  configuration: Configuration,
  stages: readonly StageDescriptor[] = defaultStages,
  logTo?: Writable,
): Promise<NestExpressApplication> {
  const doors = configuration.get(DoorSettings);
  const httpsOptions = tlsOptions(doors);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(configuration, stages, logTo), {
    bufferLogs: true,
    abortOnError: false,
    bodyParser: false,
    ...(httpsOptions && { httpsOptions }),
  });
  app.useLogger(app.get(Logger));
  limitPatience(app.getHttpServer(), doors);
  app.set('trust proxy', doors.proxies);
  app.use(helmet({ contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } }));
  const { corsOrigins } = doors;
  if (corsOrigins.length > 0) app.enableCors({ origin: corsOrigins.includes('*') ? true : [...corsOrigins] });
  app.use(app.get(OpsListener).middleware);
  app.use(onlyJson);
  readBodies(app);
  app.useGlobalPipes(
    new ValidationPipe({
      whitelist: true,
      forbidNonWhitelisted: true,
      stopAtFirstError: true,
      exceptionFactory: invalidBody,
    }),
  );
  app.useGlobalFilters(new HttpErrorFilter());
  watchLimits(app);
  beginAtZero(app);
  const refused = (code: string): void => app.get(DoorMetrics).refused(code);
  app.useWebSocketAdapter(
    new UpgradeRouter(app, [app.get(NativeDoor), app.get(MonitorDoor)], app.get(Threshold), refused),
  );
  serveDocs(app);
  return app;
}

/** Limits are counted where they are met, and tighter while providers are out of order. */
function watchLimits(app: NestExpressApplication): void {
  const limiter = app.get(RateLimiter);
  const breakers = app.get<Breakers>(BREAKERS);
  limiter.tightenBy(() => pressureOf(breakers.list));
  limiter.reportTo(limit => app.get(DoorMetrics).limited(limit));
}
