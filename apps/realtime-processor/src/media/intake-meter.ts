import type { Clock, Millis } from '@app/core';
import type { InputFormat } from '@app/protocol';

/** Audio may come so much faster than it is spoken: clocks drift, networks catch up. */
const RATE = 1.5;

/** No message counts as less: the shortest piece of audio a client may send, ms. */
const LEAST_MS: Millis = 10;

/** Text is at most `audio_chunk` of 48 kHz stereo, base64, bytes a ms. */
const TEXT_BYTES_PER_MS = (48 * 2 * 2 * 4) / 3;

/** Opus at its highest bit rate, bytes a ms. */
const OPUS_BYTES_PER_MS = 64;

const bytesPerMs = ({ encoding, sampleRate }: InputFormat): number => {
  if (encoding === 'opus') return OPUS_BYTES_PER_MS;
  return (sampleRate / 1000) * (encoding === 'pcm16' ? 2 : 1);
};

/**
 * A token bucket in ms of media: a message costs what its bytes would last in the connection's format, and is paid for by
 * the time that passes. It bounds messages and bytes at once, at one and a half times the rate of the call's own audio.
 */
export class IntakeMeter {
  private readonly binaryBytesPerMs: number;
  private level: Millis;
  private at: Millis;

  /** @param burstMs what a connection may send at once after a pause */
  constructor(
    private readonly clock: Pick<Clock, 'now'>,
    format: InputFormat,
    private readonly burstMs: Millis,
  ) {
    this.binaryBytesPerMs = bytesPerMs(format);
    this.level = burstMs;
    this.at = clock.now();
  }

  /** @returns 0: the message may be taken; else ms until it could have been */
  take(bytes: number, isBinary: boolean): Millis {
    const now = this.clock.now();
    this.level = Math.min(this.burstMs, this.level + (now - this.at) * RATE);
    this.at = now;
    const cost = Math.max(LEAST_MS, bytes / (isBinary ? this.binaryBytesPerMs : TEXT_BYTES_PER_MS));
    if (cost > this.level) return Math.ceil((cost - this.level) / RATE);
    this.level -= cost;
    return 0;
  }
}
