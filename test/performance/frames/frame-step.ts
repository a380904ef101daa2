/** Something that is done with each frame of 20 ms, measured in passes over so many frames. */
export interface FrameStep {
  readonly name: string;
  /** Of the audio it deals with, such as `mulaw 8 kHz`. */
  readonly format: string;
  readonly frames: number;
  /** Awaited where it is a promise. */
  pass(): void | Promise<void>;
  close(): void;
}

export const inWords = ({ encoding, sampleRate }: { encoding?: string; sampleRate: number }): string =>
  `${encoding ?? 'pcm16'} ${sampleRate / 1000} kHz`;
