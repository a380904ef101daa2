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
   * @param power receives |X[k]|² for `from ≤ k < to`
   * @param from at least 1: the bin of 0 Hz is not computed
   * @param to at most `size / 2`
   */
  compute(samples: Int16Array, power: Float64Array, from: number, to: number): void {
    this.load(samples);
    this.transform();
    this.unpack(power, from, to);
  }

  private load(samples: Int16Array): void {
    const { half, real, imaginary, window, reversed } = this;
    for (let i = 0; i < half; i++) {
      const to = reversed[i]!;
      const even = 2 * i;
      real[to] = samples[even]! * window[even]!;
      imaginary[to] = samples[even + 1]! * window[even + 1]!;
    }
  }

  private transform(): void {
    // Two stages at a time, which halves the trips to memory; where their number is odd the first goes alone.
    const alone = Math.log2(this.half) % 2 === 1;
    if (alone) this.firstStage();
    for (let span = alone ? 2 : 1; span < this.half; span *= 4) this.twoStages(span);
  }

  /** Turns by nothing, so it needs no multiplication. */
  private firstStage(): void {
    const { half, real, imaginary } = this;
    for (let i = 0; i < half; i += 2) {
      const r = real[i + 1]!;
      const m = imaginary[i + 1]!;
      real[i + 1] = real[i]! - r;
      imaginary[i + 1] = imaginary[i]! - m;
      real[i] = real[i]! + r;
      imaginary[i] = imaginary[i]! + m;
    }
  }

  /** Puts four transforms of `span` each together to one. */
  private twoStages(span: number): void {
    const { half, real, imaginary, cos, sin } = this;
    const step = half / (2 * span);
    for (let j = 0, turn = 0; j < span; j++, turn += step) {
      const c1 = cos[turn]!;
      const s1 = sin[turn]!;
      const c2 = c1 * c1 - s1 * s1;
      const s2 = 2 * c1 * s1;
      const c3 = c1 * c2 - s1 * s2;
      const s3 = c1 * s2 + s1 * c2;
      for (let a = j; a < half; a += 4 * span) {
        const b = a + span;
        const c = b + span;
        const d = c + span;
        const bR = real[b]! * c2 - imaginary[b]! * s2;
        const bI = real[b]! * s2 + imaginary[b]! * c2;
        const cR = real[c]! * c1 - imaginary[c]! * s1;
        const cI = real[c]! * s1 + imaginary[c]! * c1;
        const dR = real[d]! * c3 - imaginary[d]! * s3;
        const dI = real[d]! * s3 + imaginary[d]! * c3;
        const sumR = real[a]! + bR;
        const sumI = imaginary[a]! + bI;
        const differenceR = real[a]! - bR;
        const differenceI = imaginary[a]! - bI;
        real[a] = sumR + (cR + dR);
        imaginary[a] = sumI + (cI + dI);
        real[c] = sumR - (cR + dR);
        imaginary[c] = sumI - (cI + dI);
        real[b] = differenceR + (cI - dI);
        imaginary[b] = differenceI - (cR - dR);
        real[d] = differenceR - (cI - dI);
        imaginary[d] = differenceI + (cR - dR);
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
