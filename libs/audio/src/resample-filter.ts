/** Taps of each phase when the rate goes up; when it goes down the filter is longer by the ratio. */
const TAPS = 28;

/** Kaiser window for more than 60 dB of rejection. */
const BETA = 6;

/** Cut-off as a part of the lower Nyquist frequency: the transition band reaches from 0.85 to 1.13 of it. */
const CUTOFF = 0.99;

export interface PolyphaseFilter {
  /** Rates by their greatest common divisor: `up` outputs for `down` inputs. */
  readonly up: number;
  readonly down: number;
  /** A multiple of four. */
  readonly taps: number;
  /** `up` phases of `taps` coefficients, each phase in the order of the input samples. */
  readonly coefficients: Float64Array;
}

const filters = new Map<string, PolyphaseFilter>();

/**
 * The windowed-sinc filter bank for a pair of rates; made once and shared. Method: polyphase decomposition of a
 * Kaiser-windowed ideal low pass (Oppenheim & Schafer, Discrete-Time Signal Processing, 4.6 and 7.5).
 */
export function filterFor(fromHz: number, toHz: number): PolyphaseFilter {
  const key = `${fromHz}:${toHz}`;
  const known = filters.get(key);
  if (known) return known;
  const made = design(fromHz, toHz);
  filters.set(key, made);
  return made;
}

function design(fromHz: number, toHz: number): PolyphaseFilter {
  const divisor = gcd(fromHz, toHz);
  const up = toHz / divisor;
  const down = fromHz / divisor;
  const stretch = Math.max(1, fromHz / toHz);
  const taps = 4 * Math.ceil((TAPS * stretch) / 4);
  const cutoff = CUTOFF / stretch;
  const coefficients = new Float64Array(up * taps);
  for (let phase = 0; phase < up; phase++) {
    let sum = 0;
    for (let tap = 0; tap < taps; tap++) {
      const distance = tap - (taps / 2 - 1) - phase / up;
      const value = sinc(distance * cutoff) * kaiser(distance / (taps / 2));
      coefficients[phase * taps + tap] = value;
      sum += value;
    }
    for (let tap = 0; tap < taps; tap++) coefficients[phase * taps + tap]! /= sum;
  }
  return { up, down, taps, coefficients };
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

const kaiser = (x: number): number =>
  Math.abs(x) >= 1 ? 0 : bessel(BETA * Math.sqrt(1 - x * x)) / bessel(BETA);

/** Modified Bessel function of the first kind, order 0, by its power series. */
function bessel(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
