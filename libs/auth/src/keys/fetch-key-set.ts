import type { VerificationKey } from './key-source';
import { algorithmOf } from './public-key';

/** A published key and the name tokens choose it by; null: it has none. */
export interface PublishedKey {
  readonly kid: string | null;
  readonly key: VerificationKey;
}

/** From the first byte sent to the last one read, ms. */
const TIMEOUT_MS = 3000;

/** A key set has a few keys; more is something else. */
const MAX_BYTES = 256 * 1024;

/**
 * The keys of a JSON Web Key Set (RFC 7517) that this service takes: RSA of 2048 bits and more for RS256, P-256 for
 * ES256; keys for encryption or of another algorithm are left out.
 * @throws Error where there is no such set
 */
export async function fetchKeySet(url: string): Promise<readonly PublishedKey[]> {
  // Loaded by those who have a key set: it brings a library of its own.
  const { default: jwksRsa } = await import('jwks-rsa');
  const client = jwksRsa({ jwksUri: url, cache: false, fetcher: fetchJson });
  const found = await client.getSigningKeys();
  return found.flatMap(published => {
    const material = published.getPublicKey();
    const algorithm = algorithmOf(material);
    // Types promise both; a set may leave out either.
    const { kid = null, alg } = published as { kid?: string; alg?: string };
    if (algorithm === null || (alg !== undefined && alg !== algorithm)) return [];
    return [{ kid, key: { algorithm, material } }];
  });
}

/** The library's own request waits for ever where an answer stops in the middle, and reads without bound. */
async function fetchJson(url: string): Promise<{ keys: unknown }> {
  const response = await fetch(url, {
    signal: AbortSignal.timeout(TIMEOUT_MS),
    redirect: 'error',
    headers: { accept: 'application/json' },
  });
  if (!response.ok || response.body === null)
    throw new Error(`the key set was answered by ${response.status}`);
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body as ReadableStream<Uint8Array>) {
    size += piece.length;
    if (size > MAX_BYTES) throw new Error('the key set is too large');
    pieces.push(piece);
  }
  const set = JSON.parse(Buffer.concat(pieces).toString()) as { keys?: unknown } | null;
  if (!Array.isArray(set?.keys)) throw new Error('the answer is no key set');
  return { keys: set.keys };
}
