import { IsBoolean, IsOptional, IsString } from 'class-validator';
import { ServerSettings, Setting } from '@app/config';
import type { CrossChecked, FindFragment } from '@app/config';
import { publicKeyProblem } from './keys/public-key';
import { secretProblem } from './keys/secret';

/** How callers prove who they are. */
export class AuthSettings implements CrossChecked {
  @Setting('JWT_SECRET', 'text', 'Shared secret of HS256 tokens, at least 32 bytes', {
    secret: true,
    example: 'your_jwt_secret_of_at_least_32_bytes',
  })
  @IsOptional()
  @IsString()
  secret: string | null = null;

  @Setting(
    'JWT_PUBLIC_KEY',
    'text',
    'Or: PEM public key of RS256 or ES256 tokens; \\n stands for a line end',
    {
      example: 'your_public_key_pem',
    },
  )
  @IsOptional()
  @IsString()
  publicKey: string | null = null;

  @Setting('JWT_ISSUER', 'text', 'Tokens must come from this issuer (iss)', { example: 'your_issuer' })
  @IsOptional()
  @IsString()
  issuer: string | null = null;

  @Setting('JWT_AUDIENCE', 'text', 'Tokens must be meant for this audience (aud)', {
    example: 'your_audience',
  })
  @IsOptional()
  @IsString()
  audience: string | null = null;

  @Setting(
    'AUTH_DEV_TOKENS',
    'flag',
    'Accept valid_<user>_<call>; unless NODE_ENV=production, where it is refused',
    {
      example: 'true',
    },
  )
  @IsOptional()
  @IsBoolean({ message: 'must be true or false' })
  devTokens: boolean | null = null;

  problems(find: FindFragment): readonly string[] {
    const { production } = find(ServerSettings);
    const problems: string[] = [];
    if (production && this.devTokens === true) {
      problems.push('AUTH_DEV_TOKENS: must not be true when NODE_ENV=production');
    }
    if (this.secret !== null && this.publicKey !== null) {
      problems.push('JWT_SECRET: must not be set together with JWT_PUBLIC_KEY');
    }
    if (this.secret === null && this.publicKey === null && (production || this.devTokens === false)) {
      problems.push('JWT_SECRET: it or JWT_PUBLIC_KEY must be set, or nobody can call');
    }
    const secret = production && this.secret !== null ? secretProblem(this.secret) : null;
    if (secret !== null) problems.push(`JWT_SECRET: ${secret}`);
    const key = this.publicKey === null ? null : publicKeyProblem(this.publicKey);
    if (key !== null) problems.push(`JWT_PUBLIC_KEY: ${key}`);
    return problems;
  }
}

/** Development tokens are accepted everywhere but in production, unless they were switched off. */
export const acceptsDevTokens = (auth: AuthSettings, server: ServerSettings): boolean =>
  !server.production && auth.devTokens !== false;
