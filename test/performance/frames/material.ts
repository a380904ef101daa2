import { OpusEncoder, bytesFromPcm, encodeAlaw, encodeMulaw, isOpusRate, resample } from '@app/audio';
import { FRAME_MS, samplesIn } from '@app/core';
import type { InputFormat } from '@app/protocol';
import { costCall } from '../vad/cost';
import { BENCH_RATE } from '../vad/noises';
import { loadRecordings } from '../vad/recordings';

const SEED = 8;

/** What callers and replies send today: wide, over the telephone in both its laws, and as browsers do. */
export const formats: readonly InputFormat[] = [
  { encoding: 'pcm16', sampleRate: 16_000 },
  { encoding: 'mulaw', sampleRate: 8000 },
  { encoding: 'alaw', sampleRate: 8000 },
  { encoding: 'opus', sampleRate: 48_000 },
];

let spoken: Int16Array | null = null;
const made = new Map<number, readonly Int16Array[]>();

/** 16 s of a call over a line with a little noise, of which somebody speaks 40 %, in frames of 20 ms. */
export function framesAt(sampleRate: number): readonly Int16Array[] {
  const frames = made.get(sampleRate) ?? cut(sampleRate);
  made.set(sampleRate, frames);
  return frames;
}

function cut(sampleRate: number): Int16Array[] {
  spoken ??= costCall(
    loadRecordings().filter(({ name }) => name === 'jfk'),
    SEED,
  ).pcm;
  const pcm = resample(spoken, BENCH_RATE, sampleRate);
  const length = samplesIn(FRAME_MS, sampleRate);
  return Array.from({ length: Math.floor(pcm.length / length) }, (_, i) =>
    pcm.slice(i * length, (i + 1) * length),
  );
}

/** The same as the caller would send it: a binary message for each frame. */
export function messagesOf({ encoding, sampleRate }: InputFormat): Buffer[] {
  const frames = framesAt(sampleRate);
  const encode = encoderOf(encoding, sampleRate);
  return frames.map(pcm => Buffer.copyBytesFrom(encode(pcm)));
}

function encoderOf(encoding: InputFormat['encoding'], sampleRate: number): (pcm: Int16Array) => Uint8Array {
  if (encoding === 'pcm16') return bytesFromPcm;
  if (encoding === 'opus') {
    if (!isOpusRate(sampleRate)) throw new RangeError(`Opus has no ${sampleRate} Hz`);
    const opus = new OpusEncoder(sampleRate);
    return pcm => opus.encode(pcm);
  }
  const encode = encoding === 'mulaw' ? encodeMulaw : encodeAlaw;
  return pcm => {
    const out = new Uint8Array(pcm.length);
    encode(pcm, out);
    return out;
  };
}
