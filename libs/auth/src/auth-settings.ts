import { IsBoolean, IsOptional, IsString, IsUrl } from 'class-validator';
import { ServerSettings, Setting, WholeNumber } from '@app/config';
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

  @Setting('JWT_JWKS_URL', 'text', 'Or: where the issuer publishes its keys; https in production', {
    example: 'https://your-issuer.example/.well-known/jwks.json',
  })
  @IsOptional()
  @IsUrl(
    { protocols: ['http', 'https'], require_tld: false, disallow_auth: true },
    { message: 'must be an http or https URL' },
  )
  jwksUrl: string | null = null;

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

  @Setting('JWT_CLOCK_SKEW_S', 'integer', 'How far the clock of whoever makes tokens may be off, s')
  @WholeNumber(0, 300, 's')
  clockSkewSeconds = 30;

  @Setting('JWT_EXPIRY_GRACE_MS', 'integer', 'A call goes on for so long after its token expired, ms')
  @WholeNumber(0, 300_000, 'ms')
  expiryGraceMs = 10_000;

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
    const [first, second] = this.given;
    if (second !== undefined) problems.push(`${first}: must not be set together with ${second}`);
    if (first === undefined && (production || this.devTokens === false)) {
      problems.push('JWT_SECRET: it, JWT_PUBLIC_KEY or JWT_JWKS_URL must be set, or nobody can call');
    }
    if (production && this.jwksUrl !== null && !isPrivateEnough(this.jwksUrl)) {
      problems.push('JWT_JWKS_URL: must be https in production, or whoever is on the way hands out the keys');
    }
    const secret = production && this.secret !== null ? secretProblem(this.secret) : null;
    if (secret !== null) problems.push(`JWT_SECRET: ${secret}`);
    const key = this.publicKey === null ? null : publicKeyProblem(this.publicKey);
    if (key !== null) problems.push(`JWT_PUBLIC_KEY: ${key}`);
    return problems;
  }

  /** Names of the keys that were given; one is right. */
  private get given(): readonly string[] {
    const { secret, publicKey, jwksUrl } = this;
    const all = { JWT_SECRET: secret, JWT_PUBLIC_KEY: publicKey, JWT_JWKS_URL: jwksUrl };
    return Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [name]));
  }
}

function isPrivateEnough(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

/** Development tokens are accepted everywhere but in production, unless they were switched off. */
export const acceptsDevTokens = (auth: AuthSettings, server: ServerSettings): boolean =>
  !server.production && auth.devTokens !== false;
