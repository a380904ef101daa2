/**
 * Strict base64 (RFC 4648 section 4, padded): null for anything else. Node's decoder skips what it does not know,
 * takes the URL alphabet too and reads only the low byte of a character, so its result is held against what the text
 * should have given.
 */
export function decodeBase64(text: string): Buffer | null {
  if (text.length % 4 !== 0 || text.includes('-') || text.includes('_')) return null;
  const ascii = Buffer.byteLength(text, 'utf8') === text.length;
  if (!ascii) return null;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === (text.length / 4) * 3 - padding ? bytes : null;
}
