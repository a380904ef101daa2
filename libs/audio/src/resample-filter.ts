/** Taps of each phase when the rate goes up; when it goes down the filter is longer by the ratio. */
const TAPS = 28;

/** Kaiser window for more than 60 dB of rejection. */
const BETA = 6;

/** Cut-off as a part of the lower Nyquist frequency: the transition band reaches from 0.85 to 1.13 of it. */
const CUTOFF = 0.99;

/** The largest bank with a row for every phase: 256 KiB, made in about a millisecond. */
const LARGEST_BANK = 32_768;

/** Rows of the bank of a ratio that has more phases than that: enough to be 80 dB exact between them. */
const ROWS = 128;

/** Callers choose the rates: banks of ratios long unused make room for new ones. */
const MOST_FILTERS = 64;

export interface PolyphaseFilter {
  /** Rates by their greatest common divisor: `up` outputs for `down` inputs. */
  readonly up: number;
  readonly down: number;
  /** A multiple of four. */
  readonly taps: number;
  /** `up` where every phase has a row of its own; else fewer, and what lies between two rows is interpolated. */
  readonly rows: number;
  /** Rows of `taps` coefficients in the order of the input samples, and one more that ends the last interval. */
  readonly coefficients: Float64Array;
}

const filters = new Map<string, PolyphaseFilter>();

/**
 * The windowed-sinc filter bank for a pair of rates; made once and shared. Method: polyphase decomposition of a
 * Kaiser-windowed ideal low pass (Oppenheim & Schafer, Discrete-Time Signal Processing, 4.6 and 7.5).
 * @throws RangeError unless both rates are whole numbers above 0
 */
export function filterFor(fromHz: number, toHz: number): PolyphaseFilter {
  const key = `${fromHz}:${toHz}`;
  const filter = filters.get(key) ?? design(fromHz, toHz);
  filters.delete(key);
  filters.set(key, filter);
  if (filters.size > MOST_FILTERS) filters.delete(filters.keys().next().value ?? key);
  return filter;
}

function design(fromHz: number, toHz: number): PolyphaseFilter {
  if (!(Number.isInteger(fromHz) && Number.isInteger(toHz) && fromHz > 0 && toHz > 0)) {
    throw new RangeError(`cannot resample ${fromHz} Hz to ${toHz} Hz: rates are whole numbers above 0`);
  }
  const divisor = gcd(fromHz, toHz);
  const up = toHz / divisor;
  const down = fromHz / divisor;
  const stretch = Math.max(1, fromHz / toHz);
  const taps = 4 * Math.ceil((TAPS * stretch) / 4);
  const rows = up * taps <= LARGEST_BANK ? up : Math.min(up, ROWS);
  const coefficients = new Float64Array((rows + 1) * taps);
  for (let row = 0; row <= rows; row++) {
    fillRow(coefficients.subarray(row * taps, (row + 1) * taps), row / rows, CUTOFF / stretch);
  }
  return { up, down, taps, rows, coefficients };
}

/** @param phase how far behind the middle of the row the output lies, 0–1 input samples */
function fillRow(row: Float64Array, phase: number, cutoff: number): void {
  const half = row.length / 2;
  let sum = 0;
  for (let tap = 0; tap < row.length; tap++) {
    const distance = tap - (half - 1) - phase;
    row[tap] = sinc(distance * cutoff) * kaiser(distance / half);
    sum += row[tap]!;
  }
  for (let tap = 0; tap < row.length; tap++) row[tap]! /= sum;
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

const BESSEL_OF_BETA = bessel(BETA);

const kaiser = (x: number): number =>
  Math.abs(x) >= 1 ? 0 : bessel(BETA * Math.sqrt(1 - x * x)) / BESSEL_OF_BETA;

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
