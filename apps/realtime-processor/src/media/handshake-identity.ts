import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { KeysUnavailableError, TokenRefusedError, TokenVerifier, offeredToken } from '@app/auth';
import type { Identity } from '@app/auth';
import type { Refusal } from './refuse';

/** As often as the keys are asked for. */
const KEYS_RETRY_AFTER_MS = 10_000;

/** Finds out who asks for an upgrade. */
@Injectable()
export class HandshakeIdentity {
  constructor(private readonly tokens: TokenVerifier) {}

  async of(request: IncomingMessage): Promise<Identity | { refusal: Refusal }> {
    const query = new URLSearchParams(request.url?.split('?').slice(1).join('?') ?? '');
    try {
      return await this.tokens.verify(offeredToken(request.headers, query)?.token ?? null);
    } catch (error) {
      if (error instanceof KeysUnavailableError) {
        const { code, message } = error;
        return { refusal: { status: 503, code, message, retryAfterMs: KEYS_RETRY_AFTER_MS } };
      }
      if (!(error instanceof TokenRefusedError)) throw error;
      return { refusal: { status: 401, code: 'unauthorized', message: error.message } };
    }
  }
}
