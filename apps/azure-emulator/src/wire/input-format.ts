import { decodeAlaw, decodeMulaw, pcmFromBytes } from '@app/audio';
import { WireError } from './speech-message';

/** How the client's audio is coded, from the header of 44 bytes that comes before it. */
export interface InputFormat {
  readonly encoding: 'pcm16' | 'alaw' | 'mulaw';
  /** Hz. */
  readonly sampleRate: number;
  readonly bytesPerSample: number;
  /** Mono samples; valid until the next call. */
  decode(data: Buffer): Int16Array;
}

export const HEADER_BYTES = 44;

/** By format tag and bits. */
const ENCODINGS: Readonly<Record<string, InputFormat['encoding']>> = {
  '1/16': 'pcm16',
  '6/8': 'alaw',
  '7/8': 'mulaw',
};

/** Where the service is told nothing. */
export const usualFormat = (): InputFormat => formatOf(1, 1, 16_000, 16);

export const hasHeader = (data: Buffer): boolean =>
  data.length >= HEADER_BYTES &&
  data.toString('latin1', 0, 4) === 'RIFF' &&
  data.toString('latin1', 8, 12) === 'WAVE';

/**
 * Reads the header. The SDK writes 0 for the lengths, as it does not know them.
 * @throws WireError for what the emulator cannot read
 */
export const readHeader = (data: Buffer): InputFormat =>
  formatOf(data.readUInt16LE(20), data.readUInt16LE(22), data.readUInt32LE(24), data.readUInt16LE(34));

function formatOf(tag: number, channels: number, sampleRate: number, bits: number): InputFormat {
  const encoding = ENCODINGS[`${tag}/${bits}`];
  if (encoding === undefined || channels !== 1 || sampleRate < 8000 || sampleRate > 48_000) {
    throw new WireError(`audio of format ${tag}, ${channels} channels, ${bits} bits, ${sampleRate} Hz`);
  }
  const room = new Scratch();
  const decode =
    encoding === 'pcm16'
      ? pcmFromBytes
      : (data: Buffer): Int16Array => {
          const out = room.samples(data.length);
          (encoding === 'alaw' ? decodeAlaw : decodeMulaw)(data, out);
          return out;
        };
  return { encoding, sampleRate, bytesPerSample: bits / 8, decode };
}

/** Memory that is used again for every chunk. */
class Scratch {
  private memory = new Int16Array(0);

  samples(count: number): Int16Array {
    if (this.memory.length < count) this.memory = new Int16Array(count);
    return this.memory.subarray(0, count);
  }
}
