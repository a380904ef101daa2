import type { IncomingMessage } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';

/** Room for a clip of 60 s as base64 in JSON. */
const CLIP_LIMIT = '17mb';

const LIMIT = '100kb';

const isJson = (request: IncomingMessage): boolean =>
  /^application\/json *(;|$)/i.test(request.headers['content-type'] ?? '');

const carriesClip = (request: IncomingMessage): boolean => /^\/process\//.test(request.url ?? '');

/** A name that every object has: lists of known fields seem to know it. */
function reviver(name: string, value: unknown): unknown {
  if (Object.hasOwn(Object.prototype, name)) throw new SyntaxError(`${name} is not a field`);
  return value;
}

/** JSON and nothing else, and much of it only where sound comes in. */
export function readBodies(app: NestExpressApplication): void {
  app.useBodyParser('json', {
    limit: CLIP_LIMIT,
    reviver,
    type: request => carriesClip(request) && isJson(request),
  });
  app.useBodyParser('json', {
    limit: LIMIT,
    reviver,
    type: request => !carriesClip(request) && isJson(request),
  });
}
