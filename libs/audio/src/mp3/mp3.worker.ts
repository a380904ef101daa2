export interface EncodeJob {
  /** Mono. */
  readonly pcm: Int16Array;
  readonly sampleRate: number;
}

export interface DecodeJob {
  readonly data: Uint8Array;
  /** Decoding ends soon after so much audio, however much more there is. */
  readonly longestSeconds: number;
}

export interface DecodedMp3 {
  /** Mono; empty when there is no audio in the data. */
  readonly pcm: Int16Array;
  readonly sampleRate: number;
}

/** Bit rates that speech needs, kbit/s; both are valid for their rates in MPEG-2 and 2.5 layer III. */
const BITRATE_TO_12_KHZ = 24;
const BITRATE_ABOVE = 32;

/** The rates MP3 has; audio of any other is encoded at 16 kHz. */
const RATES = [8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000] as const;

/** Bytes decoded at a time: at least 32 kbit/s that is no more than 4 s of audio. */
const SLICE = 16_384;

// Each codec is loaded by the first job that wants it: most threads only ever encode.
async function loadEncoder() {
  const { createMp3Encoder } = await import('wasm-media-encoders');
  return createMp3Encoder();
}

let encoder: ReturnType<typeof loadEncoder> | null = null;

/** A whole clip to one MP3 stream. */
export async function encode({ pcm, sampleRate }: EncodeJob): Promise<Uint8Array> {
  encoder ??= loadEncoder();
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
export async function decode({ data, longestSeconds }: DecodeJob): Promise<DecodedMp3> {
  const { MPEGDecoder } = await import('mpg123-decoder');
  const decoder = new MPEGDecoder();
  await decoder.ready;
  const pieces: Int16Array[] = [];
  let length = 0;
  let sampleRate = 0;
  try {
    for (let at = 0; at < data.length && length <= longestSeconds * sampleRate; at += SLICE) {
      const decoded = decoder.decode(data.subarray(at, at + SLICE));
      if (decoded.samplesDecoded === 0) continue;
      sampleRate = decoded.sampleRate;
      length += decoded.samplesDecoded;
      pieces.push(mono(decoded.channelData, decoded.samplesDecoded));
    }
  } finally {
    decoder.free();
  }
  const pcm = new Int16Array(length);
  for (let i = 0, at = 0; i < pieces.length; at += pieces[i++]!.length) pcm.set(pieces[i]!, at);
  return { pcm, sampleRate };
}

function mono(channels: readonly Float32Array[], length: number): Int16Array {
  const pcm = new Int16Array(length);
  for (let i = 0; i < length; i++) {
    let sum = 0;
    for (const channel of channels) sum += channel[i]!;
    pcm[i] = Math.max(-32768, Math.min(32767, Math.round((sum / channels.length) * 32768)));
  }
  return pcm;
}
