const MIN_BYTES = 32;

/** RFC 7518, section 3.2: a key for HS256 is at least as long as the hash. */
const tooShort = (secret: string): boolean => Buffer.byteLength(secret) < MIN_BYTES;

/** What people paste from examples and forget: a known beginning, or one thing over and over. */
const EXAMPLE = /^(change[-_ ]?(me|this)|replace|example|insecure|secret|development|test|dev[-_])/i;
const tooPlain = (secret: string): boolean => new Set(secret).size < 10;

/** Why a secret must not guard production; null when it may. */
export function secretProblem(secret: string): string | null {
  if (tooShort(secret)) return `must be at least ${MIN_BYTES} bytes long`;
  if (EXAMPLE.test(secret) || tooPlain(secret)) return 'must be a random secret, not an example';
  return null;
}
