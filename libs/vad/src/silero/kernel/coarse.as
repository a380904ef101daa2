import { coarse, magnitudes } from './layout';

/**
 * The largest size of a coarse number. Two of them multiplied and added up 390 times, the most that a layer does, still
 * fit into 32 bits.
 */
const MOST: f32 = 2047;

/** What a coarse 1 stands for, so that the largest of so many numbers is the largest coarse one; 0 where all are 0. */
function stepOf(from: usize, count: i32): f32 {
  let most = f32x4.splat(0);
  for (let at = from, end = from + (<usize>count << 2); at < end; at += 16) most = f32x4.max(most, f32x4.abs(v128.load(at)));
  const upper = f32x4.max(most, i8x16.shuffle(most, most, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  return max(f32x4.extract_lane(upper, 0), f32x4.extract_lane(upper, 1)) / MOST;
}

// @ts-ignore: decorator
@inline
function rounded(x: v128, perStep: v128): v128 {
  return i32x4.relaxed_trunc_f32x4_s(f32x4.nearest(f32x4.mul(x, perStep)));
}

// @ts-ignore: decorator
@inline
function reciprocal(step: f32): v128 {
  return f32x4.splat(step > 0 ? <f32>1 / step : 0);
}

/** So many numbers, a multiple of 8, as coarse ones of 16 bits. @returns what a coarse 1 stands for */
export function coarsen(from: usize, count: i32): f32 {
  const step = stepOf(from, count);
  const perStep = reciprocal(step);
  for (let at: usize = 0, end = <usize>count << 2; at < end; at += 32) {
    const low = rounded(v128.load(from + at), perStep);
    const high = rounded(v128.load(from + at, 16), perStep);
    v128.store(coarse + (at >> 1), i16x8.narrow_i32x4_s(low, high));
  }
  return step;
}

/** Magnitudes, [bins][4 frames], as coarse ones, [pairs of bins][4 frames][2]. @returns what a coarse 1 stands for */
export function coarsenMagnitudes(pairs: i32): f32 {
  const step = stepOf(magnitudes, pairs << 3);
  const perStep = reciprocal(step);
  for (let pair = 0; pair < pairs; pair++) {
    const from = magnitudes + (<usize>pair << 5);
    const odd = i32x4.shl(rounded(v128.load(from, 16), perStep), 16);
    v128.store(coarse + (<usize>pair << 4), v128.or(rounded(v128.load(from), perStep), odd));
  }
  return step;
}
