import { bytesFromPcm, encodeAlaw, encodeMulaw, isOpusRate, OpusEncoder } from '@app/audio';
import type { InputFormat } from '@app/protocol';

/** Makes one binary message of one frame. */
export type InputEncoder = (pcm: Int16Array) => Uint8Array;

/** @throws RangeError for Opus at a rate it has not */
export function inputEncoder({ encoding, sampleRate }: Readonly<InputFormat>): InputEncoder {
  switch (encoding) {
    case 'pcm16':
      return bytesFromPcm;
    case 'mulaw':
      return g711(encodeMulaw);
    case 'alaw':
      return g711(encodeAlaw);
    case 'opus': {
      if (!isOpusRate(sampleRate)) throw new RangeError(`Opus has no sample rate of ${sampleRate} Hz`);
      const encoder = new OpusEncoder(sampleRate);
      return pcm => encoder.encode(pcm);
    }
  }
}

const g711 =
  (encode: (pcm: Int16Array, out: Uint8Array) => void): InputEncoder =>
  pcm => {
    const bytes = new Uint8Array(pcm.length);
    encode(pcm, bytes);
    return bytes;
  };
