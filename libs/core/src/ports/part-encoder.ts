/** Turns a whole spoken part into one piece of compressed audio, off the main thread. */
export interface PartEncoder {
  /** Parts that wait for who encodes them. */
  readonly waiting: number;
  /** Rejects with the signal's reason when it aborts first. */
  encode(pcm: Int16Array, sampleRate: number, signal: AbortSignal): Promise<Uint8Array>;
  close(): Promise<void>;
}
