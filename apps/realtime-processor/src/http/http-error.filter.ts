import { Catch, HttpException, Logger } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { AudioFormatError } from '@app/audio';
import { VoiceError } from '@app/core';
import type { Response } from 'express';

/** The body of every error: a stable code, a sentence, and the fields at fault where there are any. */
export interface ErrorBody {
  readonly statusCode: number;
  readonly code: string;
  readonly message: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

const CODES: Readonly<Record<number, string>> = {
  400: 'bad_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  409: 'conflict',
  413: 'too_large',
  415: 'unsupported_media_type',
  429: 'rate_limited',
  503: 'unavailable',
  507: 'insufficient_storage',
};

/** Gives every failure of an HTTP request its documented shape; what is unforeseen is logged, not shown. */
@Catch()
export class HttpErrorFilter implements ExceptionFilter {
  private readonly log = new Logger(HttpErrorFilter.name);

  catch(thrown: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') return;
    const response = host.switchToHttp().getResponse<Response>();
    if (response.headersSent) {
      response.end();
      return;
    }
    const body = this.bodyOf(thrown);
    response.status(statusOf(body)).json(body);
  }

  private bodyOf(thrown: unknown): object {
    if (thrown instanceof HttpException) {
      const details = thrown.getResponse();
      const statusCode = thrown.getStatus();
      const code = CODES[statusCode] ?? 'error';
      if (typeof details === 'string') return { statusCode, code, message: details };
      return { statusCode, code, ...details };
    }
    if (thrown instanceof AudioFormatError) {
      return { statusCode: 422, code: thrown.code, message: thrown.message } satisfies ErrorBody;
    }
    if (thrown instanceof VoiceError) {
      return { statusCode: 503, code: thrown.code, message: thrown.message } satisfies ErrorBody;
    }
    if (isRefusedBody(thrown)) {
      const { status, message } = thrown;
      return { statusCode: status, code: CODES[status] ?? 'bad_request', message } satisfies ErrorBody;
    }
    this.log.error(thrown instanceof Error ? thrown.stack : String(thrown));
    return { statusCode: 500, code: 'internal', message: 'the request failed' } satisfies ErrorBody;
  }
}

const statusOf = (body: object): number => ('statusCode' in body ? Number(body.statusCode) : 503);

/** What express throws for a body it does not take: too large, or no JSON. */
const isRefusedBody = (thrown: unknown): thrown is Error & { readonly status: number } =>
  thrown instanceof Error && 'status' in thrown && typeof thrown.status === 'number' && thrown.status < 500;
