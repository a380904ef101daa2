/** Four numbers at once. */

// @ts-ignore: decorator
@inline
export function splat(at: usize): v128 {
  return v128.load32_splat(at);
}

/** a · b + c, in one rounding where the processor has that. */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  return f32x4.relaxed_madd(a, b, c);
}

/** c and, in each 32 bits, both products of two 16-bit numbers. */
// @ts-ignore: decorator
@inline
export function dot(a: v128, b: v128, c: v128): v128 {
  return i32x4.add(i32x4.dot_i16x8_s(a, b), c);
}

/** Four scales, times a step. */
// @ts-ignore: decorator
@inline
export function scaled(scales: usize, step: f32): v128 {
  return f32x4.mul(v128.load(scales), f32x4.splat(step));
}

/** A sum of coarse products as the number it stands for. */
// @ts-ignore: decorator
@inline
export function summed(sum: v128, scale: v128, addend: v128): v128 {
  return madd(f32x4.convert_i32x4_s(sum), scale, addend);
}

// @ts-ignore: decorator
@inline
export function positive(x: v128): v128 {
  return f32x4.max(x, f32x4.splat(0));
}

// @ts-ignore: decorator
@inline
export function rectified(sum: v128, scale: v128, bias: v128): v128 {
  return positive(summed(sum, scale, bias));
}

/**
 * e^x as 2^n · e^r with |r| ≤ ln 2 / 2: n goes into the exponent, e^r is its Taylor series. ln 2 is taken off in two
 * parts so that r keeps its digits (Cody and Waite, "Software Manual for the Elementary Functions", 1980).
 */
function exp(exponent: v128): v128 {
  const x = f32x4.min(f32x4.max(exponent, f32x4.splat(-87)), f32x4.splat(87));
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.44269504088896)));
  const rough = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  const r = f32x4.sub(rough, f32x4.mul(n, f32x4.splat(-2.12194440e-4)));
  let series = f32x4.splat(1.0 / 720.0);
  series = madd(series, r, f32x4.splat(1.0 / 120.0));
  series = madd(series, r, f32x4.splat(1.0 / 24.0));
  series = madd(series, r, f32x4.splat(1.0 / 6.0));
  series = madd(series, r, f32x4.splat(0.5));
  series = madd(series, r, f32x4.splat(1));
  series = madd(series, r, f32x4.splat(1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(series, power);
}

export function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp(f32x4.neg(x))));
}

export function tanh(x: v128): v128 {
  const half = sigmoid(f32x4.add(x, x));
  return f32x4.sub(f32x4.add(half, half), f32x4.splat(1));
}
