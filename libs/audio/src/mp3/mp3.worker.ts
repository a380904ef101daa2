import { MPEGDecoder } from 'mpg123-decoder';
import { createMp3Encoder } from 'wasm-media-encoders';

export interface EncodeJob {
  readonly pcm: Int16Array;
  readonly sampleRate: number;
}

export interface DecodedMp3 {
  /** Mono. */
  readonly pcm: Int16Array;
  readonly sampleRate: number;
  /** What the decoder complained of, if anything. */
  readonly problems: number;
}

/** Bit rates that speech needs, kbit/s; both are valid for their rates in MPEG-2 and 2.5 layer III. */
const BITRATE_TO_12_KHZ = 24;
const BITRATE_ABOVE = 32;

/** The rates MP3 has; at any other the encoder chooses the nearest. */
const RATES = [8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000] as const;

let encoder: ReturnType<typeof createMp3Encoder> | null = null;

/** A whole clip to one MP3 stream. */
export async function encode({ pcm, sampleRate }: EncodeJob): Promise<Uint8Array> {
  encoder ??= createMp3Encoder();
  const mp3 = await encoder;
  const bitrate = sampleRate <= 12_000 ? BITRATE_TO_12_KHZ : BITRATE_ABOVE;
  const outputSampleRate = RATES.find(rate => rate === sampleRate) ?? 16_000;
  mp3.configure({ sampleRate, channels: 1, bitrate, outputSampleRate });
  const samples = Float32Array.from(pcm, sample => sample / 32768);
  // The encoder lends its memory: copy before it is used again.
  const body = mp3.encode([samples]).slice();
  const tail = mp3.finalize();
  const whole = new Uint8Array(body.length + tail.length);
  whole.set(body);
  whole.set(tail, body.length);
  return whole;
}

/** Any MP3 stream to mono PCM16. */
export async function decode(data: Uint8Array): Promise<DecodedMp3> {
  const decoder = new MPEGDecoder();
  await decoder.ready;
  try {
    const { channelData, samplesDecoded, sampleRate, errors } = decoder.decode(data);
    const pcm = new Int16Array(samplesDecoded);
    for (let i = 0; i < samplesDecoded; i++) {
      let sum = 0;
      for (const channel of channelData) sum += channel[i] ?? 0;
      const value = (sum / channelData.length) * 32768;
      pcm[i] = Math.max(-32768, Math.min(32767, Math.round(value)));
    }
    return { pcm, sampleRate, problems: errors.length };
  } finally {
    decoder.free();
  }
}
