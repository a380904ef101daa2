import type { NextFunction, Request, Response } from 'express';

/** Bodies are JSON: another type would be read as no body at all, and the error would name the wrong cause. */
export function onlyJson(request: Request, response: Response, next: NextFunction): void {
  // `is` answers null where there is no body, false where it is of another type.
  if (request.is('application/json') !== false) {
    next();
    return;
  }
  const message = 'the body must be application/json';
  response.status(415).json({ statusCode: 415, code: 'unsupported_media_type', message });
}
