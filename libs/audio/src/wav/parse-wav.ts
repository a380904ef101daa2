import { AudioFormatError } from '../audio-format-error';
import { readSamples, sampleFormat } from './wav-samples';

export interface WavAudio {
  /** Interleaved. */
  readonly pcm: Int16Array;
  readonly channels: number;
  /** Hz. */
  readonly sampleRate: number;
}

interface Format {
  readonly tag: number;
  readonly channels: number;
  readonly sampleRate: number;
  readonly bits: number;
}

const EXTENSIBLE = 0xfffe;

/** Whether it begins as a WAV file does. */
export const isWav = (data: Uint8Array): boolean => tagAt(data, 0) === 'RIFF' && tagAt(data, 8) === 'WAVE';

/**
 * Reads WAV: PCM of 8, 16, 24 and 32 bits, float of 32, µ-law and A-law, plain or extensible. A file that ends early
 * (or was written as a stream, with no length) gives what is there, down to the last whole sample of all channels.
 * @throws AudioFormatError saying what is wrong
 */
export function parseWav(data: Uint8Array): WavAudio {
  if (!isWav(data)) throw new AudioFormatError('not a WAV file: it does not begin with RIFF … WAVE');
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let format: Format | null = null;
  for (let at = 12; at + 8 <= data.length;) {
    const tag = tagAt(data, at);
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    if (tag === 'fmt ') format = readFormat(view, body, size);
    if (tag === 'data') {
      if (!format) throw new AudioFormatError('not a valid WAV file: its data comes before its format');
      return readData(data.subarray(body, dataEnd(data.length, body, size)), format);
    }
    at = body + size + (size % 2);
  }
  throw new AudioFormatError('not a valid WAV file: it has no data');
}

/** Written as a stream the length is 0 or all ones: everything to the end of the file is meant. */
const dataEnd = (length: number, body: number, size: number): number =>
  size === 0 || size === 0xffffffff ? length : Math.min(length, body + size);

function readFormat(view: DataView, at: number, size: number): Format {
  if (size < 16 || at + size > view.byteLength)
    throw new AudioFormatError('not a valid WAV file: its format is cut off');
  const tag = view.getUint16(at, true);
  return {
    // The real tag of the extensible form is the beginning of its sub-format.
    tag: tag === EXTENSIBLE && size >= 26 ? view.getUint16(at + 24, true) : tag,
    channels: view.getUint16(at + 2, true),
    sampleRate: view.getUint32(at + 4, true),
    bits: view.getUint16(at + 14, true),
  };
}

function readData(bytes: Uint8Array, format: Format): WavAudio {
  const { tag, channels, sampleRate, bits } = format;
  if (channels < 1 || channels > 8)
    throw new AudioFormatError(`WAV with ${channels} channels is not read: 1 to 8 are`);
  if (sampleRate < 4000 || sampleRate > 192_000) {
    throw new AudioFormatError(`WAV of ${sampleRate} Hz is not read: 4000 to 192000 Hz are`);
  }
  const kind = sampleFormat(tag, bits);
  if (!kind) throw new AudioFormatError(`WAV of format ${tag} with ${bits} bits is not read`);
  const pcm = readSamples(bytes, kind);
  return { pcm: pcm.subarray(0, pcm.length - (pcm.length % channels)), channels, sampleRate };
}

const tagAt = (data: Uint8Array, at: number): string => String.fromCharCode(...data.subarray(at, at + 4));
