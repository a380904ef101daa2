import { Decoder, Encoder } from '@evan/opus';
import { FRAME_MS, samplesIn } from '@app/core';
import { AudioFormatError } from '../audio-format-error';
import { bytesFromPcm, pcmFromBytes } from '../pcm';

export type OpusRate = 8000 | 12000 | 16000 | 24000 | 48000;

export const isOpusRate = (hz: number): hz is OpusRate => [8000, 12000, 16000, 24000, 48000].includes(hz);

/** Speech at a bit rate and effort that keep a frame well under 0.1 ms of CPU. */
const VOICE = { bitrate: 24_000, complexity: 4 } as const;

/** Encodes 20 ms frames, one packet each (RFC 6716). */
export class OpusEncoder {
  private readonly encoder: Encoder;
  private readonly samples: number;

  constructor(sampleRate: OpusRate) {
    this.encoder = new Encoder({ channels: 1, sample_rate: sampleRate, application: 'voip' });
    this.encoder.signal = 'voice';
    this.encoder.bitrate = VOICE.bitrate;
    this.encoder.complexity = VOICE.complexity;
    this.samples = samplesIn(FRAME_MS, sampleRate);
  }

  /**
   * @param pcm exactly one frame
   * @returns a packet of the caller's own
   */
  encode(pcm: Int16Array): Uint8Array {
    if (pcm.length !== this.samples)
      throw new AudioFormatError(`an Opus frame holds ${this.samples} samples`);
    return this.encoder.encode(bytesFromPcm(pcm));
  }
}

/** Decodes packets of any duration to mono at the given rate. */
export class OpusDecoder {
  private readonly decoder: Decoder;

  constructor(sampleRate: OpusRate) {
    this.decoder = new Decoder({ channels: 1, sample_rate: sampleRate });
  }

  /** @throws AudioFormatError for what is no Opus packet */
  decode(packet: Uint8Array): Int16Array {
    if (packet.length === 0) throw new AudioFormatError('an Opus packet has at least one byte');
    try {
      return pcmFromBytes(this.decoder.decode(packet));
    } catch (error) {
      throw new AudioFormatError('not an Opus packet', { cause: error });
    }
  }
}
