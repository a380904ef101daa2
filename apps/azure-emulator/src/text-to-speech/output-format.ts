export interface OutputFormat {
  readonly encoding: 'pcm16' | 'mulaw' | 'alaw' | 'mp3';
  /** Hz. */
  readonly sampleRate: number;
  readonly bytesPerMs: number;
  readonly contentType: string;
}

const pcm = (sampleRate: number): OutputFormat => ({
  encoding: 'pcm16',
  sampleRate,
  bytesPerMs: (sampleRate * 2) / 1000,
  contentType: 'audio/x-wav',
});

const g711 = (encoding: 'mulaw' | 'alaw'): OutputFormat => ({
  encoding,
  sampleRate: 8000,
  bytesPerMs: 8,
  contentType: 'audio/x-wav',
});

/**
 * By the names of the wire. The SDK asks for a Riff format by the name of its raw one and puts the header on itself, so
 * that these are all PCM and G.711 that there is.
 */
const formats: Readonly<Record<string, OutputFormat>> = {
  'raw-8khz-8bit-mono-mulaw': g711('mulaw'),
  'raw-8khz-8bit-mono-alaw': g711('alaw'),
  'raw-8khz-16bit-mono-pcm': pcm(8000),
  'raw-16khz-16bit-mono-pcm': pcm(16_000),
  'raw-24khz-16bit-mono-pcm': pcm(24_000),
  'raw-48khz-16bit-mono-pcm': pcm(48_000),
  // The encoder of @app/audio makes 32 kbit/s of 16 kHz.
  'audio-16khz-32kbitrate-mono-mp3': {
    encoding: 'mp3',
    sampleRate: 16_000,
    bytesPerMs: 4,
    contentType: 'audio/mpeg',
  },
};

/** @returns null for a format the emulator does not have */
export const outputFormat = (name: string): OutputFormat | null =>
  Object.hasOwn(formats, name) ? formats[name]! : null;
