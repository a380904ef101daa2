import { Logger, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { JwtModule, JwtService } from '@nestjs/jwt';
import { ServerSettings } from '@app/config';
import { systemClock } from '@app/core';
import type { Clock } from '@app/core';
import { AuthSettings, acceptsDevTokens } from './auth-settings';
import { AccessPolicy } from './http/access-policy';
import { ScopeGuard } from './http/scope.guard';
import { ConfiguredKey } from './keys/configured-key';
import type { KeySource } from './keys/key-source';
import { RemoteKeys } from './keys/remote-keys';
import { TokenVerifier } from './tokens/token-verifier';
import type { TokenPolicy } from './tokens/token-verifier';

/** Needs AuthSettings and ServerSettings among the fragments of the ConfigurationModule. */
@Module({})
export class AuthModule {
  static forRoot(options: { readonly clock?: Clock } = {}): DynamicModule {
    return {
      module: AuthModule,
      global: true,
      imports: [JwtModule.register({})],
      providers: [
        ScopeGuard,
        {
          provide: AccessPolicy,
          inject: [AuthSettings, ServerSettings],
          useFactory: (auth: AuthSettings, server: ServerSettings) =>
            new AccessPolicy(acceptsDevTokens(auth, server)),
        },
        {
          provide: TokenVerifier,
          inject: [JwtService, AuthSettings, ServerSettings],
          useFactory: (jwt: JwtService, auth: AuthSettings, server: ServerSettings) => {
            const clock = options.clock ?? systemClock;
            return new TokenVerifier(jwt, keysOf(auth, clock), policyOf(auth, server), clock);
          },
        },
      ],
      exports: [ScopeGuard, AccessPolicy, TokenVerifier],
    };
  }
}

const policyOf = (auth: AuthSettings, server: ServerSettings): TokenPolicy => ({
  issuer: auth.issuer,
  audience: auth.audience,
  devTokens: acceptsDevTokens(auth, server),
  skewSeconds: auth.clockSkewSeconds,
});

function keysOf(auth: AuthSettings, clock: Clock): KeySource {
  if (auth.jwksUrl === null) return new ConfiguredKey(auth);
  const log = new Logger('Keys');
  return new RemoteKeys(auth.jwksUrl, clock, message => log.warn(message));
}
