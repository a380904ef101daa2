/**
 * Whether it begins as an MP3 stream does: with an ID3 tag, or with the header of a layer III frame (ISO/IEC 11172-3,
 * 2.4.2.3). Raw samples must not be taken for one: those of a quiet room begin with FF FF as often as not, so every
 * field of the header that has forbidden values is looked at.
 */
export function isMp3(data: Uint8Array): boolean {
  const [first = 0, second = 0, third = 0] = data;
  if (first === 0x49 && second === 0x44 && third === 0x33) return true;
  const version = (second >> 3) & 3;
  const layer = (second >> 1) & 3;
  const bitRate = third >> 4;
  const sampleRate = (third >> 2) & 3;
  const sync = first === 0xff && second >= 0xe0;
  return sync && version !== 1 && layer === 1 && bitRate !== 0 && bitRate !== 15 && sampleRate !== 3;
}
