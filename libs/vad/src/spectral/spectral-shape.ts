import { NoiseFloor } from './noise-floor';
import { PowerSpectrum } from './power-spectrum';

/** 32 ms at 8 kHz, all that a telephone lets through. */
export const WINDOW = 256;
const BIN_HZ = 8000 / WINDOW;
/** Mains hum stays out, and a constant offset, which a Hann window keeps within the first two bins. */
const FIRST_BIN = 4;
const END_BIN = 126;
/** Edges of the bands in bins, 125 Hz to 3.9 kHz: narrow where voices have their first formants. */
const EDGES = [4, 8, 14, 22, 34, 50, 68, 92, 126] as const;
export const BANDS = EDGES.length - 1;
/** Power of a bin under which nothing is told apart, against full scale; the spectrum of silence is flat. */
const LEAST = 5e-9;
const FULL_SCALE = 32_768;
/** A Hann window lets 3/8 of the power through, and the other half of the spectrum is the mirror of this one. */
const SCALE = 2 / (WINDOW * WINDOW * (3 / 8)) / FULL_SCALE ** 2;
/** The share of the power that lies below the roll-off. */
const ROLL_OFF = 0.85;
/** Times the least power of a bin in the last two seconds: what the noise there seldom exceeds. */
const NOISE_REACH = 5;
/** Bins multiplied before a logarithm is taken of them all: far from the least and the largest double. */
const FACTORS = 8;

/** What the spectrum of the last 32 ms looks like, 125 Hz to 3.9 kHz. Finite whatever the samples are. */
export class SpectralShape {
  /** Natural logarithms of the power in each band, and in all at the end; full scale is about 0. */
  readonly logs = new Float64Array(BANDS + 1);
  /** Mean frequency of what stands out of the noise, weighted by its power, kHz. */
  centroid = 0;
  /** Below it lie 85 % of the power that stands out of the noise, kHz. */
  rollOff = 0;
  /** Natural logarithm of the geometric by the arithmetic mean of the power: 0 is flat, speech lies far below. */
  flatness = 0;
  private readonly spectrum = new PowerSpectrum(WINDOW);
  private readonly power = new Float64Array(END_BIN);
  /** What each bin has above the noise. */
  private readonly excess = new Float64Array(END_BIN);
  private readonly floor = new NoiseFloor(END_BIN);
  /** @param samples `WINDOW` of them, at 8 kHz */
  measure(samples: Int16Array): void {
    this.spectrum.compute(samples, this.power, FIRST_BIN, END_BIN);
    const total = this.measureBands();
    this.floor.push(this.power);
    this.measureRollOff(this.measureCentroid() * ROLL_OFF);
    this.measureFlatness(total);
  }

  /** @returns the power of all bins */
  private measureBands(): number {
    const { power, logs } = this;
    let total = 0;
    for (let band = 0; band < BANDS; band++) {
      let sum = 0;
      for (let k = EDGES[band]!; k < EDGES[band + 1]!; k++) {
        const value = power[k]! * SCALE + LEAST;
        power[k] = value;
        sum += value;
      }
      logs[band] = Math.log(sum);
      total += sum;
    }
    logs[BANDS] = Math.log(total);
    return total;
  }

  /** @returns the power that stands out of the noise */
  private measureCentroid(): number {
    const { power, excess } = this;
    const { floor } = this.floor;
    let total = 0;
    let moment = 0;
    for (let k = FIRST_BIN; k < END_BIN; k++) {
      const value = Math.max(0, power[k]! - NOISE_REACH * floor[k]!) + LEAST;
      excess[k] = value;
      total += value;
      moment += value * k;
    }
    this.centroid = ((moment / total) * BIN_HZ) / 1000;
    return total;
  }

  private measureRollOff(enough: number): void {
    let below = 0;
    let k = FIRST_BIN;
    while (k < END_BIN - 1 && (below += this.excess[k]!) < enough) k++;
    this.rollOff = (k * BIN_HZ) / 1000;
  }

  private measureFlatness(total: number): void {
    const bins = END_BIN - FIRST_BIN;
    const mean = total / bins;
    let logs = 0;
    for (let from = FIRST_BIN; from < END_BIN; from += FACTORS) {
      const to = Math.min(from + FACTORS, END_BIN);
      let product = 1;
      for (let k = from; k < to; k++) product *= this.power[k]! / mean;
      logs += Math.log(product);
    }
    this.flatness = logs / bins;
  }
}
