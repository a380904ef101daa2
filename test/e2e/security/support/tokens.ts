import { createHmac, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** Guards the services of these tests. */
export const SECRET = 'k8Jq2vX0pLw7ZrT4sNf6YbQe1HdUc9Ga';

export const part = (value: object | string): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** Claims that are good for a minute. */
export const claims = (patch: object = {}): object => ({
  sub: 'ann',
  callId: '*',
  exp: Math.floor(Date.now() / 1000) + 60,
  ...patch,
});

const hmac = (secret: string, hash: string, body: string): string =>
  createHmac(hash, secret).update(body).digest('base64url');

/** A token as anybody with the secret would make it, with any header. */
export function hs256(
  patch: object = {},
  header: object = { alg: 'HS256', typ: 'JWT' },
  secret = SECRET,
): string {
  const body = `${part(header)}.${part(claims(patch))}`;
  return `${body}.${hmac(secret, 'sha256', body)}`;
}

/** A token signed with a private key on P-256 (ES256) or of RSA (RS256). */
export function signed(key: KeyObject, header: object, patch: object = {}): string {
  const body = `${part(header)}.${part(claims(patch))}`;
  return `${body}.${sign('sha256', Buffer.from(body), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}
