import { createHmac, generateKeyPairSync } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import { VirtualClock } from '@app/testing';
import { ConfiguredKey } from '../keys/configured-key';
import { TokenRefusedError } from '../token-refused.error';
import { TokenVerifier } from './token-verifier';
import type { TokenPolicy } from './token-verifier';

const SECRET = 'k8Jq2vX0pLw7ZrT4sNf6YbQe1HdUc9Ga';
const NOW = Math.floor(Date.UTC(2026, 0, 1) / 1000);
const CLAIMS = { sub: 'ann', callId: 'call-1', exp: NOW + 600 };

const jwt = new JwtService({});
const keys = {
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ec: generateKeyPairSync('ec', { namedCurve: 'prime256v1' }),
};
const rsaPem = keys.rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const ecPem = keys.ec.publicKey.export({ type: 'spki', format: 'pem' }).toString();

const verifierWith = (
  key: { secret: string | null; publicKey: string | null },
  policy: Partial<TokenPolicy> = {},
): TokenVerifier =>
  new TokenVerifier(
    jwt,
    new ConfiguredKey(key),
    { issuer: null, audience: null, devTokens: false, skewSeconds: 30, ...policy },
    new VirtualClock(),
  );

const hs256 = (policy?: Partial<TokenPolicy>): TokenVerifier =>
  verifierWith({ secret: SECRET, publicKey: null }, policy);

const sign = (claims: object, secret = SECRET): string =>
  jwt.sign({ iat: NOW, ...claims }, { secret, algorithm: 'HS256' });

/** A token with any header, signed as HS256 with whatever is given. */
const forge = (header: object, claims: object, secret: string | null): string => {
  const body = [header, claims]
    .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = secret === null ? '' : createHmac('sha256', secret).update(body).digest('base64url');
  return `${body}.${signature}`;
};

async function refusalOf(verifier: TokenVerifier, token: string | null): Promise<TokenRefusedError> {
  try {
    await verifier.verify(token);
  } catch (error) {
    if (error instanceof TokenRefusedError) return error;
    throw error;
  }
  throw new Error('the token was accepted');
}

const reasonOf = async (verifier: TokenVerifier, token: string | null): Promise<string> =>
  (await refusalOf(verifier, token)).reason;

describe('TokenVerifier', () => {
  it('says who holds an HS256 token', async () => {
    const token = sign({ ...CLAIMS, tenant: 'acme', scopes: ['call', 'ops', 'mail:read'] });
    await expect(hs256().verify(token)).resolves.toEqual({
      subject: 'ann',
      callId: 'call-1',
      suggestedCallId: null,
      tenant: 'acme',
      scopes: new Set(['call', 'ops']),
      expiresAt: (NOW + 600) * 1000,
    });
  });

  it.each([
    ['RS256', keys.rsa.privateKey, rsaPem],
    ['ES256', keys.ec.privateKey, ecPem],
  ] as const)('takes %s by its public key, on one line too', async (algorithm, privateKey, pem) => {
    const token = jwt.sign(CLAIMS, { privateKey, algorithm });
    for (const publicKey of [pem, pem.replaceAll('\n', '\\n')]) {
      const identity = await verifierWith({ secret: null, publicKey }).verify(token);
      expect(identity.subject).toBe('ann');
    }
  });

  it('scopes default to call; a callId of * is any call', async () => {
    const identity = await hs256().verify(sign({ ...CLAIMS, callId: '*' }));
    expect([...identity.scopes]).toEqual(['call']);
    expect(identity.callId).toBe('*');
  });

  it('takes scopes as one text, and needs no callId where no call is carried', async () => {
    const identity = await hs256().verify(sign({ sub: 'grafana', exp: NOW + 60, scopes: 'ops admin' }));
    expect(identity).toMatchObject({ callId: '*', scopes: new Set(['ops', 'admin']) });
  });

  it.each([null, ''])('missing: %p', async token => {
    expect(await reasonOf(hs256(), token)).toBe('missing');
  });

  it.each(['x', 'a.b', 'a.b.c', '..', 'e30.e30', 'e'.repeat(9000), 'valid_test_token'])(
    'malformed: %p',
    async token => {
      expect(await reasonOf(hs256(), token)).toBe('malformed');
    },
  );

  describe('holds on to the algorithm of its key', () => {
    it('refuses none, signed or not', async () => {
      expect(await reasonOf(hs256(), forge({ alg: 'none' }, CLAIMS, null))).toBe('signature');
      expect(await reasonOf(hs256(), forge({ alg: 'none' }, CLAIMS, SECRET))).toBe('signature');
    });

    it('refuses an HS256 token that was signed with the public key as the secret', async () => {
      for (const publicKey of [rsaPem, ecPem]) {
        const verifier = verifierWith({ secret: null, publicKey });
        expect(await reasonOf(verifier, forge({ alg: 'HS256' }, CLAIMS, publicKey))).toBe('signature');
      }
    });

    it('refuses another algorithm of the same family', async () => {
      const longSecret = SECRET.repeat(2);
      const verifier = verifierWith({ secret: longSecret, publicKey: null });
      const token = jwt.sign(CLAIMS, { secret: longSecret, algorithm: 'HS512' });
      expect(await reasonOf(verifier, token)).toBe('signature');
      const rs512 = jwt.sign(CLAIMS, { privateKey: keys.rsa.privateKey, algorithm: 'RS512' });
      expect(await reasonOf(verifierWith({ secret: null, publicKey: rsaPem }), rs512)).toBe('signature');
    });
  });

  it('refuses another secret, changed claims and any token when there is no key', async () => {
    const token = sign(CLAIMS);
    const [header, , signature] = token.split('.');
    const changed = Buffer.from(JSON.stringify({ ...CLAIMS, scopes: ['admin'] })).toString('base64url');
    expect(await reasonOf(hs256(), sign(CLAIMS, 'another-secret-of-thirty-two-bytes'))).toBe('signature');
    expect(await reasonOf(hs256(), [header, changed, signature].join('.'))).toBe('signature');
    expect(await reasonOf(verifierWith({ secret: null, publicKey: null }), token)).toBe('signature');
  });

  it('allows 30 s between the clocks and no more', async () => {
    await expect(hs256().verify(sign({ ...CLAIMS, exp: NOW - 29 }))).resolves.toBeDefined();
    expect(await reasonOf(hs256(), sign({ ...CLAIMS, exp: NOW - 30 }))).toBe('expired');
    await expect(hs256().verify(sign({ ...CLAIMS, nbf: NOW + 30 }))).resolves.toBeDefined();
    expect(await reasonOf(hs256(), sign({ ...CLAIMS, nbf: NOW + 31 }))).toBe('claims');
  });

  it.each([
    ['no subject', { callId: 'call-1', exp: NOW + 600 }],
    ['an empty subject', { ...CLAIMS, sub: '' }],
    ['no expiry', { sub: 'ann', callId: 'call-1' }],
    ['no call', { sub: 'ann', exp: NOW + 600 }],
    ['a call id that is none', { ...CLAIMS, callId: 'a call/with spaces' }],
    ['a call id that is no text', { ...CLAIMS, callId: 7 }],
    ['a tenant that is no text', { ...CLAIMS, tenant: { id: 1 } }],
    ['scopes that are no list', { ...CLAIMS, scopes: { admin: true } }],
    ['an expiry that is no number', { ...CLAIMS, exp: 'tomorrow' }],
  ])('claims: %s', async (_, claims) => {
    expect(await reasonOf(hs256(), forge({ alg: 'HS256', typ: 'JWT' }, claims, SECRET))).toBe('claims');
  });

  it('asks for issuer and audience where they are configured', async () => {
    const verifier = hs256({ issuer: 'ours', audience: 'voice' });
    await expect(
      verifier.verify(sign({ ...CLAIMS, iss: 'ours', aud: ['web', 'voice'] })),
    ).resolves.toBeDefined();
    expect(await reasonOf(verifier, sign({ ...CLAIMS, iss: 'theirs', aud: 'voice' }))).toBe('claims');
    expect(await reasonOf(verifier, sign({ ...CLAIMS, iss: 'ours' }))).toBe('claims');
  });

  it('never tells what the token was', async () => {
    const token = sign({ ...CLAIMS, exp: NOW - 600, sub: 'secret-name' });
    const error = await refusalOf(hs256(), token);
    const told = [error.message, error.stack, JSON.stringify(error), String(error.cause)].join(' ');
    for (const part of [...token.split('.'), 'secret-name']) expect(told).not.toContain(part);
    expect(error.code).toBe('token_expired');
  });
});

describe('a development token', () => {
  const verifier = hs256({ devTokens: true });

  it('is divided at the last underscore, holds every scope and may carry any call', async () => {
    await expect(verifier.verify('valid_ann_lee_call-7')).resolves.toEqual({
      subject: 'ann_lee',
      callId: '*',
      suggestedCallId: 'call-7',
      tenant: null,
      scopes: new Set(['call', 'call:listen', 'ops', 'admin']),
      expiresAt: null,
    });
    await expect(verifier.verify('valid_test_token')).resolves.toMatchObject({
      subject: 'test',
      suggestedCallId: 'token',
    });
  });

  it.each([
    'valid_',
    'valid_user',
    'valid_user_',
    'valid__call',
    'valid_user_a b',
    `valid_u_${'c'.repeat(129)}`,
  ])('is malformed: %p', async token => {
    expect(await reasonOf(verifier, token)).toBe('malformed');
  });

  it('is refused where they are not allowed', async () => {
    expect(await reasonOf(hs256({ devTokens: false }), 'valid_test_token')).toBe('malformed');
  });
});
