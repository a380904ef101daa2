import type { Millis } from '@app/core';

/**
 * A number in the sound itself, so that a load driver can say what is heard on a connection it knows nothing about: the
 * service opens its connections as it likes and resamples on the way, but the sound arrives. Four steady tones, one of 16
 * in each of four bands from 2.0 to 3.3 kHz, lie under the whole utterance: 12 bits and a check. There speech is weak, and
 * a narrow-band line still passes. They can be read from any quarter of a second, so it does not matter where the service
 * begins to listen.
 */
const FIRST_HZ = 2000;
const STEP_HZ = 20;
const VALUES = 16;
const DIGITS = 4;

/** Numbers run from 0 to here. */
export const MARKERS = 4096;

/** Long enough to tell tones 20 Hz apart. */
export const MARKER_MS: Millis = 250;

/** Each tone, in dB below full scale. */
const LEVEL_DB = -36;
/** A tone stands out by so much from the others of its band: a power ratio, 9 dB. */
const CLEARLY = 8;

const frequency = (digit: number, value: number): number => FIRST_HZ + (digit * VALUES + value) * STEP_HZ;

const digitsOf = (id: number): number[] => {
  const [a, b, c] = [id >> 8, (id >> 4) & 15, id & 15] as const;
  return [a, b, c, checkOf(a, b, c)];
};

const checkOf = (a: number, b: number, c: number): number => (a * 3 + b * 5 + c * 7 + 9) & 15;

/**
 * The sound with the number under it.
 * @param id 0–4095
 * @throws RangeError for other numbers
 */
export function withMarker(pcm: Int16Array, sampleRate: number, id: number): Int16Array {
  if (!Number.isInteger(id) || id < 0 || id >= MARKERS) throw new RangeError(`no marker ${id}`);
  const amplitude = 32768 * 10 ** (LEVEL_DB / 20);
  const steps = digitsOf(id).map((value, digit) => (2 * Math.PI * frequency(digit, value)) / sampleRate);
  return pcm.map((sample, i) => {
    let sum = sample;
    for (const step of steps) sum += amplitude * Math.sin(step * i);
    return Math.max(-32768, Math.min(32767, Math.round(sum)));
  });
}

/**
 * @param pcm a quarter of a second or more
 * @returns null where there is no marker
 */
export function readMarker(pcm: Int16Array, sampleRate: number): number | null {
  const windowed = Float64Array.from(
    pcm,
    (sample, i) => sample * Math.sin((Math.PI * (i + 0.5)) / pcm.length) ** 2,
  );
  const digits: number[] = [];
  for (let digit = 0; digit < DIGITS; digit++) {
    const value = strongest(windowed, sampleRate, digit);
    if (value === null) return null;
    digits.push(value);
  }
  const [a = 0, b = 0, c = 0, check] = digits;
  return check === checkOf(a, b, c) ? (a << 8) | (b << 4) | c : null;
}

function strongest(windowed: Float64Array, sampleRate: number, digit: number): number | null {
  let best = 0;
  let value = 0;
  let second = 0;
  for (let i = 0; i < VALUES; i++) {
    const power = powerAt(windowed, frequency(digit, i) / sampleRate);
    if (power > best) [second, best, value] = [best, power, i];
    else if (power > second) second = power;
  }
  return best > second * CLEARLY ? value : null;
}

/** Goertzel's algorithm (1958). @param turns frequency as a part of the sample rate */
function powerAt(samples: Float64Array, turns: number): number {
  const coefficient = 2 * Math.cos(2 * Math.PI * turns);
  let last = 0;
  let before = 0;
  for (const sample of samples) {
    const now = sample + coefficient * last - before;
    before = last;
    last = now;
  }
  return last * last + before * before - coefficient * last * before;
}
