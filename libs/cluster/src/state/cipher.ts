import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** @returns null where one of them is no key */
export function readKeys(text: string): readonly Buffer[] | null {
  const keys = text
    .split(',')
    .map(each => each.trim())
    .map(each => Buffer.from(each, /^[0-9a-fA-F]{64}$/.test(each) ? 'hex' : 'base64'));
  return keys.every(key => key.length === KEY_BYTES) ? keys : null;
}

/**
 * AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits. What is sealed for one name cannot be opened under
 * another.
 */
export class Cipher {
  /** @param keys the first one seals; all of them open, so that keys can be changed while calls are live */
  constructor(private readonly keys: readonly Buffer[]) {}

  /** @returns nonce, tag and text, base64 */
  seal(text: Buffer, name: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.keys[0]!, nonce).setAAD(Buffer.from(name));
    const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
  }

  /** @returns null where it was not sealed by one of the keys, or not for this name */
  open(sealed: string, name: string): Buffer | null {
    const data = Buffer.from(sealed, 'base64');
    const nonce = data.subarray(0, NONCE_BYTES);
    const tag = data.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
    if (tag.length < TAG_BYTES) return null;
    for (const key of this.keys) {
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
        decipher.setAAD(Buffer.from(name)).setAuthTag(tag);
        return Buffer.concat([decipher.update(data.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
      } catch {
        // Another key may fit.
      }
    }
    return null;
  }
}
