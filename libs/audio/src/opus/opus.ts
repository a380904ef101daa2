// Not the package's entry: that prefers a native addon, which encodes nothing once a second Jest file of a process has
// loaded it. This build is the same on every machine, and a packet that breaks it breaks nothing around it. It costs
// about a third more CPU.
import type * as Opus from '@evan/opus/wasm/index.js';
import { createRequire } from 'node:module';
import { FRAME_MS, samplesIn } from '@app/core';
import { AudioFormatError } from '../audio-format-error';
import { bytesFromPcm, pcmFromBytes } from '../pcm';

// And it takes 17 MB as soon as it is there, so it comes with the first call that speaks it.
const load = createRequire(__filename);
const codec = (): typeof Opus => load('@evan/opus/wasm/index.js') as typeof Opus;

export type OpusRate = 8000 | 12000 | 16000 | 24000 | 48000;

export const isOpusRate = (hz: number): hz is OpusRate => [8000, 12000, 16000, 24000, 48000].includes(hz);

/** Requests of opus_encoder_ctl (opus_defines.h) and what speech needs: at this effort 0.1–0.2 ms of CPU a frame. */
const VOICE = [
  { request: 4002, value: 24_000 }, // bit rate
  { request: 4010, value: 4 }, // complexity, 0–10
  { request: 4024, value: 3001 }, // the signal is voice
] as const;

/** Encodes 20 ms frames, one packet each (RFC 6716). */
export class OpusEncoder {
  private encoder: Opus.Encoder | null;
  private readonly samples: number;

  constructor(sampleRate: OpusRate) {
    this.encoder = new (codec().Encoder)({ channels: 1, sample_rate: sampleRate, application: 'voip' });
    for (const { request, value } of VOICE) this.encoder.ctl(request, value);
    this.samples = samplesIn(FRAME_MS, sampleRate);
  }

  /**
   * @param pcm exactly one frame
   * @returns a packet of the caller's own
   * @throws AudioFormatError for any other length, or when closed
   */
  encode(pcm: Int16Array): Uint8Array {
    if (!this.encoder) throw new AudioFormatError('the Opus encoder is closed');
    if (pcm.length !== this.samples)
      throw new AudioFormatError(`an Opus frame holds ${this.samples} samples`);
    return this.encoder.encode(bytesFromPcm(pcm));
  }

  /** Frees the codec's memory now; else that happens when the encoder is garbage. */
  close(): void {
    this.encoder?.drop();
    this.encoder = null;
  }
}

/** Decodes packets of any duration to mono at the given rate. */
export class OpusDecoder {
  private decoder: Opus.Decoder | null;

  constructor(sampleRate: OpusRate) {
    this.decoder = new (codec().Decoder)({ channels: 1, sample_rate: sampleRate });
  }

  /** @throws AudioFormatError for what is no Opus packet, or when closed */
  decode(packet: Uint8Array): Int16Array {
    if (!this.decoder) throw new AudioFormatError('the Opus decoder is closed');
    if (packet.length === 0) throw new AudioFormatError('an Opus packet has at least one byte');
    try {
      return pcmFromBytes(this.decoder.decode(packet));
    } catch (error) {
      throw new AudioFormatError('not an Opus packet', { cause: error });
    }
  }

  /** Frees the codec's memory now; else that happens when the decoder is garbage. */
  close(): void {
    this.decoder?.drop();
    this.decoder = null;
  }
}
