import { decodeMulaw, encodeMulaw } from '@app/audio';
import { FRAME_MS, samplesIn } from '@app/core';
import { clip } from '../vad/recordings';
import { meanPower, noises } from '../vad/noises';
import { seeded } from '../vad/random';

/** A telephone line from the caller to the service. */
export interface LineKind {
  readonly name: string;
  /** 8000: through G.711. */
  readonly sampleRate: 8000 | 16_000;
  /** Noise on it, dBFS. */
  readonly noiseDb: number;
}

/** Speech is at −26 dBFS: these are 40 and 20 dB below it. */
export const lines: readonly LineKind[] = [
  { name: '16 kHz, quiet', sampleRate: 16_000, noiseDb: -66 },
  { name: '16 kHz, noisy', sampleRate: 16_000, noiseDb: -46 },
  { name: 'G.711, quiet', sampleRate: 8000, noiseDb: -66 },
  { name: 'G.711, noisy', sampleRate: 8000, noiseDb: -46 },
];

const NOISE_S = 20;

/** Everything that is on its way from the caller, by the sample. It never stops: what nobody fills is noise. */
export class Line {
  private readonly voiced: { readonly from: number; readonly pcm: Int16Array; readonly gain: number }[] = [];
  private readonly noise: Float64Array;
  private at = 0;
  private readonly frame: Int16Array;
  private readonly encoded: Uint8Array;

  constructor(
    readonly kind: LineKind,
    seed: number,
    /** Sound the line returns, by sample. */
    private readonly echo: (sample: number) => number = () => 0,
  ) {
    this.noise = noises.pink(NOISE_S * kind.sampleRate, seeded(seed), []);
    const level = 32_768 * 10 ** (kind.noiseDb / 20);
    const gain = level / Math.sqrt(meanPower(this.noise));
    for (let i = 0; i < this.noise.length; i++) this.noise[i]! *= gain;
    this.frame = new Int16Array(samplesIn(FRAME_MS, kind.sampleRate));
    this.encoded = new Uint8Array(this.frame.length);
  }

  /** Somebody sounds from that time on. @param gainDb against the level they were recorded at */
  sound(pcm: Int16Array, atMs: number, gainDb = 0): void {
    const from = samplesIn(atMs, this.kind.sampleRate);
    this.voiced.push({ from, pcm, gain: 10 ** (gainDb / 20) });
  }

  /** The next 20 ms, lent. */
  next(): Int16Array {
    const { frame } = this;
    for (let i = 0; i < frame.length; i++) {
      const sample = this.at + i;
      let sum = this.noise[sample % this.noise.length]! + this.echo(sample);
      for (const { from, pcm, gain } of this.voiced) sum += (pcm[sample - from] ?? 0) * gain;
      frame[i] = clip(sum);
    }
    this.at += frame.length;
    this.forget();
    if (this.kind.sampleRate === 8000) {
      encodeMulaw(frame, this.encoded);
      decodeMulaw(this.encoded, frame);
    }
    return frame;
  }

  private forget(): void {
    while (this.voiced[0] && this.voiced[0].from + this.voiced[0].pcm.length <= this.at) this.voiced.shift();
  }
}
