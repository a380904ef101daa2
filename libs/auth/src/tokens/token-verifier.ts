import type { JwtService } from '@nestjs/jwt';
import { JsonWebTokenError, NotBeforeError, TokenExpiredError } from '@nestjs/jwt';
import type { Clock } from '@app/core';
import type { Identity } from '../identity';
import type { KeySource, TokenHeader, VerificationKey } from '../keys/key-source';
import { TokenRefusedError } from '../token-refused.error';
import { identityOf } from './claims';
import { developmentIdentity, looksLikeDevelopmentToken } from './development-token';

export interface TokenPolicy {
  readonly issuer: string | null;
  readonly audience: string | null;
  readonly devTokens: boolean;
  /** How far the clocks of whoever mints tokens and ours may be apart, s. */
  readonly skewSeconds: number;
}

/** Longer than any honest token; what is longer is not even parsed. */
const MAX_TOKEN_LENGTH = 8192;

/** What jsonwebtoken says of genuine tokens that are not for us; it has no error class for these. */
const CLAIM_COMPLAINT = /^(jwt (audience|issuer) invalid|invalid (nbf|exp) value)/;

/** Says who holds a token, or why it is not accepted. */
export class TokenVerifier {
  constructor(
    private readonly jwt: JwtService,
    private readonly keys: KeySource,
    private readonly policy: TokenPolicy,
    private readonly clock: Clock,
  ) {}

  /** @throws TokenRefusedError with the reason; KeysUnavailableError where it cannot be told. */
  async verify(token: string | null): Promise<Identity> {
    if (token === null || token === '') throw new TokenRefusedError('missing');
    if (token.length > MAX_TOKEN_LENGTH) throw new TokenRefusedError('malformed');
    if (looksLikeDevelopmentToken(token)) return this.verifyDevelopment(token);
    const key = await this.keys.keyFor(this.headerOf(token));
    if (key === null) throw new TokenRefusedError('signature');
    const identity = identityOf(await this.payloadOf(token, key));
    if (identity === null) throw new TokenRefusedError('claims');
    return identity;
  }

  private verifyDevelopment(token: string): Identity {
    const identity = this.policy.devTokens ? developmentIdentity(token) : null;
    if (identity === null) throw new TokenRefusedError('malformed');
    return identity;
  }

  private headerOf(token: string): TokenHeader {
    const { header, payload } = this.decode(token);
    if (typeof header !== 'object' || header === null || typeof payload !== 'object' || payload === null) {
      throw new TokenRefusedError('malformed');
    }
    return { kid: 'kid' in header && typeof header.kid === 'string' ? header.kid : null };
  }

  private decode(token: string): { header?: unknown; payload?: unknown } {
    try {
      const decoded: unknown = this.jwt.decode<unknown>(token, { complete: true });
      return typeof decoded === 'object' && decoded !== null ? decoded : {};
    } catch {
      return {};
    }
  }

  private async payloadOf(token: string, key: VerificationKey): Promise<Readonly<Record<string, unknown>>> {
    try {
      return await this.jwt.verifyAsync<Record<string, unknown>>(token, {
        ...(key.algorithm === 'HS256' ? { secret: key.material } : { publicKey: key.material }),
        algorithms: [key.algorithm],
        clockTolerance: this.policy.skewSeconds,
        clockTimestamp: Math.floor(this.clock.epoch() / 1000),
        ...(this.policy.issuer !== null && { issuer: this.policy.issuer }),
        ...(this.policy.audience !== null && { audience: this.policy.audience }),
      });
    } catch (error) {
      throw refusalOf(error);
    }
  }
}

function refusalOf(error: unknown): TokenRefusedError {
  if (error instanceof TokenExpiredError) return new TokenRefusedError('expired');
  if (error instanceof NotBeforeError) return new TokenRefusedError('claims');
  if (error instanceof JsonWebTokenError && CLAIM_COMPLAINT.test(error.message)) {
    return new TokenRefusedError('claims');
  }
  return new TokenRefusedError('signature');
}
