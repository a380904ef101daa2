import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { SignatureAlgorithm } from './key-source';

const MIN_RSA_BITS = 2048;

const WANTED = 'must be a PEM public key: RSA of at least 2048 bits, or EC on P-256';

/** A PEM on one line, as environment files hold it, with its line ends back. */
export const unfoldPem = (pem: string): string => pem.replaceAll('\\n', '\n');

export const publicKeyProblem = (pem: string): string | null => (algorithmOf(pem) === null ? WANTED : null);

/** The one algorithm a key is for: RS256 for RSA, ES256 for P-256; null when it is not a key we take. */
export function algorithmOf(pem: string): SignatureAlgorithm | null {
  const key = read(unfoldPem(pem));
  if (key === null) return null;
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa') return modulusLength >= MIN_RSA_BITS ? 'RS256' : null;
  return key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1' ? 'ES256' : null;
}

function read(pem: string): KeyObject | null {
  if (pem.includes('PRIVATE KEY')) return null;
  try {
    return createPublicKey(pem);
  } catch {
    return null;
  }
}
