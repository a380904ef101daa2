import type { Millis } from '@app/core';
import type { BytesCodec } from '../codec';

/** A sentence as sound, mono PCM16, with the times of its words. */
export interface SpokenSentence {
  readonly sampleRate: number;
  readonly pcm: Int16Array;
  readonly words: readonly SpokenWord[];
}

export interface SpokenWord {
  readonly text: string;
  readonly startMs: Millis;
  readonly endMs: Millis;
}

/** Sample rate, and length of the words as JSON, both 4 bytes; the words; the samples, little-endian. */
const HEADER_BYTES = 8;

export const spokenCodec: BytesCodec<SpokenSentence> = {
  kind: 'bytes',

  weigh: ({ pcm, words }) => HEADER_BYTES + pcm.byteLength + 100 * words.length,

  encode({ sampleRate, pcm, words }) {
    const json = Buffer.from(JSON.stringify(words));
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt32LE(sampleRate, 0);
    header.writeUInt32LE(json.length, 4);
    return Buffer.concat([header, json, Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength)]);
  },

  decode(bytes) {
    if (bytes.length < HEADER_BYTES) return null;
    const sampleRate = bytes.readUInt32LE(0);
    const from = HEADER_BYTES + bytes.readUInt32LE(4);
    const samples = (bytes.length - from) / 2;
    if (from > bytes.length || !Number.isInteger(samples) || !isRate(sampleRate)) return null;
    const words = readWords(bytes.toString('utf8', HEADER_BYTES, from));
    if (!words) return null;
    // A copy: what came from a socket stands at odd places, and in a larger piece of memory that it would keep.
    const pcm = new Int16Array(samples);
    bytes.copy(Buffer.from(pcm.buffer), 0, from);
    return { sampleRate, pcm, words };
  },
};

const isRate = (hz: number): boolean => hz >= 8000 && hz <= 48_000;

function readWords(json: string): readonly SpokenWord[] | null {
  try {
    const words: unknown = JSON.parse(json);
    return Array.isArray(words) && words.every(isWord) ? words : null;
  } catch {
    return null;
  }
}

const isWord = (word: unknown): word is SpokenWord =>
  typeof word === 'object' &&
  word !== null &&
  typeof Reflect.get(word, 'text') === 'string' &&
  typeof Reflect.get(word, 'startMs') === 'number' &&
  typeof Reflect.get(word, 'endMs') === 'number';
