import { encodeAlaw, encodeMulaw, OpusEncoder } from '@app/audio';
import type { ReplyFormat } from '@app/protocol';

/** Encodes one reply frame of 20 ms into memory of its own. */
export type ReplyFrames = (pcm: Int16Array) => Uint8Array;

/** `mp3` has none: its audio goes out in whole parts. */
export function replyFrames({ encoding, sampleRate }: Readonly<ReplyFormat>): ReplyFrames | null {
  switch (encoding) {
    case 'pcm16':
      return pcm => Buffer.copyBytesFrom(pcm);
    case 'mulaw':
      return g711(encodeMulaw);
    case 'alaw':
      return g711(encodeAlaw);
    case 'opus': {
      const encoder = new OpusEncoder(sampleRate);
      return pcm => encoder.encode(pcm);
    }
    case 'mp3':
      return null;
  }
}

const g711 =
  (encode: (pcm: Int16Array, out: Uint8Array) => void): ReplyFrames =>
  pcm => {
    const out = Buffer.allocUnsafe(pcm.length);
    encode(pcm, out);
    return out;
  };
