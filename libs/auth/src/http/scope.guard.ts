import {
  ForbiddenException,
  HttpException,
  HttpStatus,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { holds } from '../identity';
import type { AccessScope, Identity } from '../identity';
import { RateLimiter } from '../limits/rate-limiter';
import { TokenRefusedError } from '../token-refused.error';
import { bearerToken } from '../tokens/offered-token';
import { TokenVerifier } from '../tokens/token-verifier';
import { AccessPolicy } from './access-policy';
import { rememberIdentity } from './request-identity';
import { RequireScope } from './require-scope.decorator';

/**
 * Lets a request pass when its bearer token holds the scope the route requires. Without a scope required, and on
 * sockets (which are authenticated before their upgrade), it has nothing to say.
 */
@Injectable()
export class ScopeGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: TokenVerifier,
    private readonly policy: AccessPolicy,
    private readonly limiter: RateLimiter,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const scope = this.reflector.getAllAndOverride(RequireScope, [
      context.getHandler(),
      context.getClass(),
    ]) as AccessScope | undefined;
    if (scope === undefined) return true;
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const token = bearerToken(request.headers);
    if (token === null && this.policy.isOpen(scope, request)) return true;
    const response = http.getResponse<Response>();
    const identity = await this.identify(token, response);
    await this.limit(identity, response);
    if (!holds(identity, scope)) throw new ForbiddenException(`The token lacks the scope ${scope}`);
    rememberIdentity(request, identity);
    return true;
  }

  private async limit({ subject }: Identity, response: Response): Promise<void> {
    const waitMs = await this.limiter.take('http_subject', subject);
    if (waitMs === 0) return;
    response.setHeader('Retry-After', Math.ceil(waitMs / 1000));
    throw new HttpException('too many requests', HttpStatus.TOO_MANY_REQUESTS);
  }

  private async identify(token: string | null, response: Response): Promise<Identity> {
    try {
      return await this.verifier.verify(token);
    } catch (error) {
      if (!(error instanceof TokenRefusedError)) throw error;
      response.setHeader('WWW-Authenticate', challenge(error));
      throw new UnauthorizedException({ statusCode: 401, code: error.code, message: error.message });
    }
  }
}

/** RFC 6750, section 3: no error code where no token was sent. */
const challenge = (error: TokenRefusedError): string =>
  error.reason === 'missing'
    ? 'Bearer'
    : `Bearer error="invalid_token", error_description="${error.message}"`;
