// Prints a token for trying: npm run token -- --user ann --call call-1. See --help.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, root } from './build.mjs';

build();
if (existsSync('.env')) process.loadEnvFile('.env');
const require = createRequire(import.meta.url);
const { Configuration, ServerSettings } = require(join(root, 'dist/libs/config/src/index.js'));
const { systemClock } = require(join(root, 'dist/libs/core/src/index.js'));
const { AuthSettings, acceptsDevTokens, mintToken, parseTokenArguments, tokenUsage } = require(
  join(root, 'dist/libs/auth/src/index.js'),
);

function tokenFor(request) {
  const configuration = Configuration.load([ServerSettings, AuthSettings], process.env);
  const auth = configuration.get(AuthSettings);
  const { secret, issuer, audience } = auth;
  if (secret !== null) return mintToken(secret, { ...request, issuer, audience }, systemClock);
  if (auth.publicKey !== null || auth.jwksUrl !== null) {
    throw new Error(
      'tokens are checked with a public key here: only whoever holds the private one can make them',
    );
  }
  if (!acceptsDevTokens(auth, configuration.get(ServerSettings))) throw new Error('JWT_SECRET is not set');
  process.stderr.write(
    'JWT_SECRET is not set: this is a development token, which holds every scope and never expires\n',
  );
  return `valid_${request.subject}_${request.callId === '*' ? 'any' : request.callId}`;
}

try {
  const request = parseTokenArguments(process.argv.slice(2));
  process.stdout.write(request === null ? tokenUsage : `${tokenFor(request)}\n`);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
