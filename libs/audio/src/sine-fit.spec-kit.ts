const AMPLITUDE = 30000;

/** A tenth of a second of a sine, 0.8 dB below full scale. */
export const sine = (hz: number, rate: number): Int16Array =>
  Int16Array.from({ length: Math.floor(rate / 10) }, (_, i) =>
    Math.round(AMPLITUDE * Math.sin((2 * Math.PI * hz * i) / rate)),
  );

/** Without the edges, where a filter sees the sound begin and end. */
const inner = (pcm: Int16Array): Int16Array =>
  pcm.subarray(Math.floor(pcm.length / 10), -Math.floor(pcm.length / 10));

/** All there is, dB relative to `sine`. */
export function levelBeside(pcm: Int16Array): number {
  const samples = inner(pcm);
  return decibels((2 * dot(samples, samples)) / samples.length);
}

/**
 * Fits one sine by least squares.
 * @returns its gain against `sine`, and whatever else there is (images, aliases, noise), in dB
 */
export function fitSine(pcm: Int16Array, hz: number, rate: number): { gain: number; rest: number } {
  const samples = inner(pcm);
  const cos = Float64Array.from(samples, (_, i) => Math.cos((2 * Math.PI * hz * i) / rate));
  const sin = Float64Array.from(samples, (_, i) => Math.sin((2 * Math.PI * hz * i) / rate));
  const [cc, ss, cs] = [dot(cos, cos), dot(sin, sin), dot(cos, sin)];
  const [xc, xs] = [dot(samples, cos), dot(samples, sin)];
  const determinant = cc * ss - cs * cs;
  const a = (xc * ss - xs * cs) / determinant;
  const b = (xs * cc - xc * cs) / determinant;
  const rest = Float64Array.from(samples, (x, i) => x - a * cos[i]! - b * sin[i]!);
  return { gain: decibels(a * a + b * b), rest: decibels((2 * dot(rest, rest)) / samples.length) };
}

const decibels = (power: number): number => 10 * Math.log10(power / AMPLITUDE ** 2 + 1e-12);

function dot(a: Int16Array | Float64Array, b: Int16Array | Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
