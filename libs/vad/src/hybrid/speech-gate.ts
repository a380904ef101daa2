import { NoiseFloor } from '../spectral/noise-floor';

/** Edges of the bands, 62.5 Hz a bin at either rate: 125 Hz to 3.9 kHz, narrow where voices have their formants. */
const EDGES = [2, 4, 7, 11, 16, 24, 34, 46, 62] as const;
const BANDS = EDGES.length - 1;
const WINDOW_MS = 32;
/** Spectra of a window, side by side for each bin. */
const SPECTRA = 4;
/** Power under which nothing is told apart: that of a sample that flickers between 0 and 1. */
const LEAST = 1e-4;

/**
 * How far the bands have to stand above their floors, natural logarithm of the power, mean of all. In the benchmark's
 * steady noises less than one window in a hundred has 0.7, and a word begins with 1 or more at 5 dB.
 */
const OPENS = 1.2;

/** Whether anything that might be speech stands out of the noise of the last seconds, by the power in eight bands. */
export class SpeechGate {
  private readonly logs = new Float64Array(BANDS);
  private readonly noise = new NoiseFloor(BANDS, 320 / WINDOW_MS);

  /** @param magnitudes of the next window: four spectra, side by side for each bin from 0 Hz up */
  opens(magnitudes: Float32Array): boolean {
    const { logs, noise } = this;
    for (let band = 0; band < BANDS; band++) {
      const power = powerOf(magnitudes, EDGES[band]! * SPECTRA, EDGES[band + 1]! * SPECTRA);
      logs[band] = Math.log(power + LEAST);
    }
    noise.push(logs);
    let excess = 0;
    for (let band = 0; band < BANDS; band++) excess += Math.max(0, logs[band]! - noise.floor[band]!);
    return excess >= OPENS * BANDS;
  }
}

function powerOf(magnitudes: Float32Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += magnitudes[i]! * magnitudes[i]!;
  return sum;
}
