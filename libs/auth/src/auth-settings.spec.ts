import { generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { Configuration, ConfigurationError, ServerSettings } from '@app/config';
import type { Environment } from '@app/config';
import { AuthSettings, acceptsDevTokens } from './auth-settings';

const SECRET = 'k8Jq2vX0pLw7ZrT4sNf6YbQe1HdUc9Ga';
const NO_KEY = 'JWT_SECRET: it, JWT_PUBLIC_KEY or JWT_JWKS_URL must be set, or nobody can call';
const BAD_PEM = 'JWT_PUBLIC_KEY: must be a PEM public key: RSA of at least 2048 bits, or EC on P-256';

const load = (environment: Environment): Configuration =>
  Configuration.load([ServerSettings, AuthSettings], environment);

const problemsOf = (environment: Environment): readonly string[] => {
  try {
    load(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
};

const devTokens = (environment: Environment): boolean => {
  const configuration = load(environment);
  return acceptsDevTokens(configuration.get(AuthSettings), configuration.get(ServerSettings));
};

const pem = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();
const production = { NODE_ENV: 'production' };

describe('AuthSettings', () => {
  it('need nothing for a first call in development', () => {
    expect(devTokens({})).toBe(true);
    expect(devTokens({ JWT_SECRET: 'your_jwt_secret_of_at_least_32_bytes' })).toBe(true);
  });

  it('turn development tokens off in production, and on request', () => {
    expect(devTokens({ ...production, JWT_SECRET: SECRET })).toBe(false);
    expect(devTokens({ AUTH_DEV_TOKENS: 'false', JWT_SECRET: 'short is fine here' })).toBe(false);
  });

  it('refuse to boot with development tokens in production', () => {
    expect(problemsOf({ ...production, JWT_SECRET: SECRET, AUTH_DEV_TOKENS: 'true' })).toEqual([
      'AUTH_DEV_TOKENS: must not be true when NODE_ENV=production',
    ]);
  });

  it('refuse to boot when nobody could call', () => {
    expect(problemsOf(production)).toEqual([NO_KEY]);
    expect(problemsOf({ AUTH_DEV_TOKENS: 'false' })).toEqual([NO_KEY]);
    expect(problemsOf({ ...production, JWT_SECRET: 'your_jwt_secret_of_at_least_32_bytes' })).toEqual([
      NO_KEY,
    ]);
  });

  it.each([
    ['k8Jq2vX0pLw7ZrT4sNf6YbQe1HdUc9G', 'JWT_SECRET: must be at least 32 bytes long'],
    ['change-me-k8Jq2vX0pLw7ZrT4sNf6YbQe1H', 'JWT_SECRET: must be a random secret, not an example'],
    ['secret-k8Jq2vX0pLw7ZrT4sNf6YbQe1HdUc9Ga', 'JWT_SECRET: must be a random secret, not an example'],
    ['0123012301230123012301230123012301230123', 'JWT_SECRET: must be a random secret, not an example'],
  ])('refuse the secret %p in production only', (secret, problem) => {
    expect(problemsOf({ ...production, JWT_SECRET: secret })).toEqual([problem]);
    expect(problemsOf({ JWT_SECRET: secret })).toEqual([]);
  });

  it('refuse two kinds of key at once', () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    expect(problemsOf({ JWT_SECRET: SECRET, JWT_PUBLIC_KEY: pem(publicKey) })).toEqual([
      'JWT_SECRET: must not be set together with JWT_PUBLIC_KEY',
    ]);
  });

  it('take the URL of a key set instead, which must be private on its way in production', () => {
    const problem = 'JWT_JWKS_URL: must be https in production, or whoever is on the way hands out the keys';
    expect(problemsOf({ ...production, JWT_JWKS_URL: 'https://id.example.com/keys' })).toEqual([]);
    expect(problemsOf({ ...production, JWT_JWKS_URL: 'http://127.0.0.1:8080/keys' })).toEqual([]);
    expect(problemsOf({ ...production, JWT_JWKS_URL: 'http://id.internal/keys' })).toEqual([problem]);
    expect(problemsOf({ JWT_JWKS_URL: 'http://id.internal/keys' })).toEqual([]);
    expect(problemsOf({ JWT_JWKS_URL: 'file:///etc/keys' })).toEqual([
      'JWT_JWKS_URL: must be an http or https URL',
    ]);
    expect(problemsOf({ JWT_SECRET: SECRET, JWT_JWKS_URL: 'https://id.example.com/keys' })).toEqual([
      'JWT_SECRET: must not be set together with JWT_JWKS_URL',
    ]);
  });

  it('bound what clocks may differ by', () => {
    expect(problemsOf({ JWT_CLOCK_SKEW_S: '301' })).toEqual([
      'JWT_CLOCK_SKEW_S: must be a whole number from 0 to 300 s',
    ]);
  });

  it('take RSA of 2048 bits and P-256 as public keys', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const ec = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    for (const { publicKey } of [rsa, ec]) {
      expect(problemsOf({ ...production, JWT_PUBLIC_KEY: pem(publicKey) })).toEqual([]);
      expect(problemsOf({ ...production, JWT_PUBLIC_KEY: pem(publicKey).replaceAll('\n', '\\n') })).toEqual(
        [],
      );
    }
  });

  it('refuse other keys: short, of another curve, private, or none at all', () => {
    const ec = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const refused = [
      pem(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey),
      pem(generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).publicKey),
      pem(generateKeyPairSync('ed25519').publicKey),
      ec.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      'not a key',
    ];
    for (const key of refused) expect(problemsOf({ JWT_PUBLIC_KEY: key })).toEqual([BAD_PEM]);
  });
});
