import { NestFactory } from '@nestjs/core';
import { ValidationPipe } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import helmet from 'helmet';
import { Logger } from 'nestjs-pino';
import { ServerSettings } from '@app/config';
import type { Configuration } from '@app/config';
import type { StageDescriptor } from '@app/core';
import { AppModule } from './app.module';
import { HttpErrorFilter } from './http/http-error.filter';
import { invalidBody } from './http/invalid-body';
import { onlyJson } from './http/only-json';
import { NativeDoor } from './media/native-door';
import { UpgradeRouter } from './media/upgrade-router';
import { stages as defaultStages } from './stages';

/** Room for a clip of 60 s as base64 in JSON. */
const BODY_LIMIT = '17mb';

/** The service, ready to listen. */
export async function createApp(
  configuration: Configuration,
  stages: readonly StageDescriptor[] = defaultStages,
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(configuration, stages), {
    bufferLogs: true,
    abortOnError: false,
    bodyParser: false,
  });
  const { corsOrigins, trustProxy } = configuration.get(ServerSettings);
  app.useLogger(app.get(Logger));
  app.use(onlyJson);
  app.useBodyParser('json', { limit: BODY_LIMIT });
  app.use(helmet({ contentSecurityPolicy: false }));
  if (corsOrigins.length > 0) app.enableCors({ origin: corsOrigins.includes('*') ? true : [...corsOrigins] });
  if (trustProxy) app.set('trust proxy', 1);
  app.useGlobalPipes(
    new ValidationPipe({
      whitelist: true,
      forbidNonWhitelisted: true,
      stopAtFirstError: true,
      exceptionFactory: invalidBody,
    }),
  );
  app.useGlobalFilters(new HttpErrorFilter());
  app.useWebSocketAdapter(new UpgradeRouter(app, [app.get(NativeDoor)]));
  // By its own exit, and with 0: an orchestrator that asked for the end should not read it as a crash.
  app.enableShutdownHooks([], { useProcessExit: true });
  const document = new DocumentBuilder()
    .setTitle('realtime-processor')
    .setDescription('HTTP beside the calls. Calls themselves: see docs/protocol.md and docs/asyncapi.json.')
    .addBearerAuth()
    .build();
  SwaggerModule.setup('docs', app, () => SwaggerModule.createDocument(app, document));
  return app;
}
