import { decodeAlaw, decodeMulaw } from '../g711';
import { pcmFromBytes } from '../pcm';

export type SampleFormat = 'u8' | 's16' | 's24' | 's32' | 'f32' | 'alaw' | 'mulaw';

/** By format tag (1 PCM, 3 float, 6 A-law, 7 µ-law) and bits; null for all others. */
export function sampleFormat(tag: number, bits: number): SampleFormat | null {
  const known: Readonly<Record<string, SampleFormat>> = {
    '1/8': 'u8',
    '1/16': 's16',
    '1/24': 's24',
    '1/32': 's32',
    '3/32': 'f32',
    '6/8': 'alaw',
    '7/8': 'mulaw',
  };
  return known[`${tag}/${bits}`] ?? null;
}

/** Samples of any format as PCM16; an incomplete last sample is left out. */
export function readSamples(bytes: Uint8Array, format: SampleFormat): Int16Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (format) {
    case 's16':
      return pcmFromBytes(bytes).slice();
    case 'u8':
      return Int16Array.from(bytes, byte => (byte - 128) << 8);
    case 's24':
      return collect(bytes, 3, at => view.getInt16(at + 1, true));
    case 's32':
      return collect(bytes, 4, at => view.getInt16(at + 2, true));
    case 'f32':
      return collect(bytes, 4, at => fromFloat(view.getFloat32(at, true)));
    case 'alaw':
      return expanded(bytes, decodeAlaw);
    case 'mulaw':
      return expanded(bytes, decodeMulaw);
  }
}

/** Clipped; what is no number is silence. */
const fromFloat = (value: number): number =>
  Number.isNaN(value) ? 0 : Math.round(Math.max(-1, Math.min(1, value)) * 32767);

function collect(bytes: Uint8Array, width: number, read: (at: number) => number): Int16Array {
  return Int16Array.from({ length: Math.floor(bytes.length / width) }, (_, i) => read(i * width));
}

function expanded(bytes: Uint8Array, decode: (data: Uint8Array, out: Int16Array) => void): Int16Array {
  const pcm = new Int16Array(bytes.length);
  decode(bytes, pcm);
  return pcm;
}
