import type { Millis } from '@app/core';
import type { InputFormat } from '../wire/input-format';

/** What was received of a turn's audio; the log shows it as it grows. */
export class AudioTally {
  format: string | null = null;
  /** Messages that held audio, and their sizes. */
  chunks = 0;
  smallestChunkMs: Millis = Infinity;
  largestChunkMs: Millis = 0;
  bytes = 0;
  ms: Millis = 0;
  firstAt: Millis | null = null;
  lastAt: Millis | null = null;
  /** The client said that there is no more. */
  ended = false;

  begin({ encoding, sampleRate }: InputFormat): void {
    this.format = `${encoding}/${sampleRate}`;
  }

  add(bytes: number, ms: Millis, at: Millis): void {
    this.chunks++;
    this.bytes += bytes;
    this.ms += ms;
    this.smallestChunkMs = Math.min(this.smallestChunkMs, ms);
    this.largestChunkMs = Math.max(this.largestChunkMs, ms);
    this.firstAt ??= at;
    this.lastAt = at;
  }
}
