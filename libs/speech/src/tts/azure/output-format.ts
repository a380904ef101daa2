import { decodeMulaw, decodeAlaw, pcmFromBytes } from '@app/audio';
import type { AudioEncoding } from '@app/core';
import { sdk } from '../../azure/speech-sdk';

/** What a voice is asked to send, and how it becomes frames. */
export interface OutputFormat {
  readonly wire: sdk.SpeechSynthesisOutputFormat;
  /** Hz. */
  readonly sampleRate: number;
  readonly bytesPerSample: 1 | 2;
  /** @param data whole samples, owned by whoever asks */
  decode(data: Uint8Array): Int16Array;
}

const { SpeechSynthesisOutputFormat: Wire } = sdk;

const pcm = (wire: sdk.SpeechSynthesisOutputFormat, sampleRate: number): OutputFormat => ({
  wire,
  sampleRate,
  bytesPerSample: 2,
  decode: pcmFromBytes,
});

const g711 = (
  wire: sdk.SpeechSynthesisOutputFormat,
  decode: (data: Uint8Array, out: Int16Array) => void,
): OutputFormat => ({
  wire,
  sampleRate: 8000,
  bytesPerSample: 1,
  decode: data => {
    const out = new Int16Array(data.length);
    decode(data, out);
    return out;
  },
});

const PCM_8 = pcm(Wire.Raw8Khz16BitMonoPcm, 8000);
const PCM_16 = pcm(Wire.Raw16Khz16BitMonoPcm, 16_000);
const PCM_24 = pcm(Wire.Raw24Khz16BitMonoPcm, 24_000);
const MULAW = g711(Wire.Raw8Khz8BitMonoMULaw, decodeMulaw);
const ALAW = g711(Wire.Raw8Khz8BitMonoALaw, decodeAlaw);

/**
 * The format nearest to what the call sends. G.711 is asked for as such: half the bytes, and since decoding it and
 * encoding it again gives the same codes, the caller hears what the service made.
 */
export function outputFormat(sampleRate: number, encoding: AudioEncoding | undefined): OutputFormat {
  if (sampleRate <= 8000) return encoding === 'mulaw' ? MULAW : encoding === 'alaw' ? ALAW : PCM_8;
  return sampleRate <= 16_000 ? PCM_16 : PCM_24;
}
