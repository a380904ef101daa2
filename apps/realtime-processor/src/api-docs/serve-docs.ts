import { dirname } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import { describeAll } from './decorators';

const PAGE = '/docs';
const DOCUMENT = '/docs-json';

/** Beside the page of swagger-ui-dist: what it shows, and how. */
const INITIALIZER = `window.onload = () => {
  SwaggerUIBundle({
    url: '..${DOCUMENT}',
    dom_id: '#swagger-ui',
    deepLinking: true,
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
    layout: 'StandaloneLayout',
  });
};
`;

/**
 * The HTTP interface for people (`/docs`) and programs (`/docs-json`, OpenAPI). What describes it is loaded when it is
 * asked for the first time.
 */
export function serveDocs(app: NestExpressApplication): void {
  let made: Promise<OpenAPIObject> | null = null;
  app.use(DOCUMENT, (_request: Request, response: Response, next: NextFunction) => {
    made ??= documentOf(app);
    made.then(document => void response.json(document), next);
  });
  app.use(`${PAGE}/swagger-initializer.js`, (_request: Request, response: Response) => {
    response.type('text/javascript').send(INITIALIZER);
  });
  app.useStaticAssets(dirname(require.resolve('swagger-ui-dist/package.json')), { prefix: PAGE });
}

async function documentOf(app: NestExpressApplication): Promise<OpenAPIObject> {
  const swagger = await import('@nestjs/swagger');
  describeAll(swagger);
  const about = new swagger.DocumentBuilder()
    .setTitle('realtime-processor')
    .setDescription('HTTP beside the calls. Calls themselves: see docs/protocol.md and docs/asyncapi.json.')
    .addBearerAuth()
    .build();
  return swagger.SwaggerModule.createDocument(app, about);
}
