import { JwtService } from '@nestjs/jwt';
import type { Clock } from '@app/core';
import type { AccessScope, Identity } from '../identity';

export interface TokenRequest {
  readonly subject: string;
  readonly callId: Identity['callId'];
  readonly lifetimeSeconds: number;
  readonly scopes?: readonly AccessScope[];
  readonly tenant?: string;
  readonly issuer?: string | null;
  readonly audience?: string | null;
}

/** An HS256 token that a service with the same secret, issuer and audience accepts. */
export function mintToken(secret: string, request: TokenRequest, clock: Clock): string {
  const now = Math.floor(clock.epoch() / 1000);
  const claims = {
    sub: request.subject,
    callId: request.callId,
    scopes: request.scopes ?? ['call'],
    iat: now,
    exp: now + request.lifetimeSeconds,
    ...(request.tenant !== undefined && { tenant: request.tenant }),
    ...(request.issuer && { iss: request.issuer }),
    ...(request.audience && { aud: request.audience }),
  };
  return new JwtService({}).sign(claims, { secret, algorithm: 'HS256' });
}
