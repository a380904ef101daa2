/**
 * Power spectrum of real samples under a Hann window. The samples are packed in pairs as complex numbers, so that a
 * transform of half the size does (Sorensen et al., "Real-valued fast Fourier transform algorithms", 1987); radix 2,
 * in place, allocation-free after construction.
 */
export class PowerSpectrum {
  /** Bins up to half the sample rate, both ends included: `size / 2 + 1`. */
  readonly bins: number;
  private readonly half: number;
  private readonly real: Float64Array;
  private readonly imaginary: Float64Array;
  private readonly window: Float64Array;
  /** Where a pair goes so that the transform can be done in place. */
  private readonly reversed: Uint16Array;
  /** Of the whole size: cos and −sin of 2πk / size for the first half turn. */
  private readonly cos: Float64Array;
  private readonly sin: Float64Array;

  /** @param size samples: a power of two, 8–65536 */
  constructor(readonly size: number) {
    if (size < 8 || size > 65_536 || (size & (size - 1)) !== 0) {
      throw new RangeError(`a transform has a power of two samples, 8–65536, not ${size}`);
    }
    this.bins = size / 2 + 1;
    this.half = size / 2;
    this.real = new Float64Array(this.half);
    this.imaginary = new Float64Array(this.half);
    this.window = Float64Array.from(
      { length: size },
      (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size),
    );
    this.reversed = reversedBits(this.half);
    this.cos = Float64Array.from({ length: this.half }, (_, k) => Math.cos((2 * Math.PI * k) / size));
    this.sin = Float64Array.from({ length: this.half }, (_, k) => -Math.sin((2 * Math.PI * k) / size));
  }

  /**
   * @param samples exactly `size`; left as they are
   * @param offset subtracted from each sample first
   * @param power receives |X[k]|² for `from ≤ k < to`
   * @param from at least 1: the bin of 0 Hz is not computed
   * @param to at most `size / 2`
   */
  compute(samples: Float64Array, offset: number, power: Float64Array, from: number, to: number): void {
    this.load(samples, offset);
    this.transform();
    this.unpack(power, from, to);
  }

  private load(samples: Float64Array, offset: number): void {
    const { half, real, imaginary, window, reversed } = this;
    for (let i = 0; i < half; i++) {
      const to = reversed[i]!;
      const even = 2 * i;
      real[to] = (samples[even]! - offset) * window[even]!;
      imaginary[to] = (samples[even + 1]! - offset) * window[even + 1]!;
    }
  }

  private transform(): void {
    const { half, real, imaginary, cos, sin } = this;
    // The first stage turns by nothing, so it needs no multiplication.
    for (let i = 0; i < half; i += 2) {
      const r = real[i + 1]!;
      const m = imaginary[i + 1]!;
      real[i + 1] = real[i]! - r;
      imaginary[i + 1] = imaginary[i]! - m;
      real[i] = real[i]! + r;
      imaginary[i] = imaginary[i]! + m;
    }
    for (let span = 2; span < half; span *= 2) {
      const step = half / span;
      for (let j = 0, turn = 0; j < span; j++, turn += step) {
        const c = cos[turn]!;
        const s = sin[turn]!;
        for (let i = j; i < half; i += 2 * span) {
          const k = i + span;
          const r = real[k]! * c - imaginary[k]! * s;
          const m = real[k]! * s + imaginary[k]! * c;
          real[k] = real[i]! - r;
          imaginary[k] = imaginary[i]! - m;
          real[i] = real[i]! + r;
          imaginary[i] = imaginary[i]! + m;
        }
      }
    }
  }

  /** Tells the spectra of the even and the odd samples apart and puts them together to that of all. */
  private unpack(power: Float64Array, from: number, to: number): void {
    const { half, real, imaginary, cos, sin } = this;
    for (let k = from; k < to; k++) {
      const other = half - k;
      const evenR = (real[k]! + real[other]!) / 2;
      const evenI = (imaginary[k]! - imaginary[other]!) / 2;
      const oddR = (imaginary[k]! + imaginary[other]!) / 2;
      const oddI = (real[other]! - real[k]!) / 2;
      const r = evenR + oddR * cos[k]! - oddI * sin[k]!;
      const m = evenI + oddR * sin[k]! + oddI * cos[k]!;
      power[k] = r * r + m * m;
    }
  }
}

function reversedBits(count: number): Uint16Array {
  const reversed = new Uint16Array(count);
  for (let i = 1; i < count; i++) reversed[i] = (reversed[i >> 1]! >> 1) | (i & 1 ? count >> 1 : 0);
  return reversed;
}
