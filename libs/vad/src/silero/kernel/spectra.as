import { splat } from './arithmetic';
import { cosines, hann, imaginary, magnitudes, real, reversed, samples, sines, wave } from './layout';

/**
 * Magnitudes of four overlapping short-time spectra at once, one in each lane: spectrum t begins half a filter after
 * spectrum t - 1. A real transform of `filter` points is done as a complex one of half as many, radix 2, in place
 * (Sorensen et al., "Real-valued fast Fourier transform algorithms", 1987); the model's file has it as a convolution
 * with the same numbers, which takes thirty times as many multiplications.
 */
export function transformWindow(filter: i32): void {
  const half = filter >> 1;
  widen(filter);
  arrange(half);
  turn(half);
  unpack(half);
}

/** Samples as -1 to 1; beyond the end they run backwards, without the last one again. */
function widen(filter: i32): void {
  const edge = filter >> 2;
  const count = 9 * edge;
  const scale = f32x4.splat(1.0 / 32768.0);
  for (let i = 0; i < count; i += 4) {
    const four = f32x4.convert_i32x4_s(v128.load16x4_s(samples + (i << 1)));
    v128.store(wave + (i << 2), f32x4.mul(four, scale));
  }
  for (let i = 0; i < edge; i++) {
    store<f32>(wave + ((count + i) << 2), load<f32>(wave + ((count - 2 - i) << 2)));
  }
}

function arrange(half: i32): void {
  for (let m = 0; m < half; m++) {
    const even = wave + (m << 3);
    const to = <usize>load<i32>(reversed + (m << 2));
    v128.store(real + to, f32x4.mul(gather(even, half), splat(hann + (m << 3))));
    v128.store(imaginary + to, f32x4.mul(gather(even + 4, half), splat(hann + (m << 3) + 4)));
  }
}

/** The same sample of all four. */
// @ts-ignore: decorator
@inline
function gather(at: usize, hop: i32): v128 {
  const step = <usize>hop << 2;
  let four = splat(at);
  four = v128.load32_lane(at + step, four, 1);
  four = v128.load32_lane(at + 2 * step, four, 2);
  return v128.load32_lane(at + 3 * step, four, 3);
}

function turn(half: i32): void {
  // The first stage turns by nothing, so it needs no multiplication.
  for (let low: usize = 0, end = <usize>half << 4; low < end; low += 32) {
    addAndSubtract(low, low + 16, v128.load(real + low, 16), v128.load(imaginary + low, 16));
  }
  for (let span = 2, stride = half >> 1; span < half; span <<= 1, stride >>= 1) {
    for (let k = 0; k < span; k++) {
      const angle = <usize>(k * stride) << 2;
      const cos = splat(cosines + angle);
      const sin = splat(sines + angle);
      for (let start = k; start < half; start += span << 1) {
        butterfly(<usize>start << 4, <usize>(start + span) << 4, cos, sin);
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function butterfly(low: usize, high: usize, cos: v128, sin: v128): void {
  const highR = v128.load(real + high);
  const highI = v128.load(imaginary + high);
  const r = f32x4.add(f32x4.mul(highR, cos), f32x4.mul(highI, sin));
  const i = f32x4.sub(f32x4.mul(highI, cos), f32x4.mul(highR, sin));
  addAndSubtract(low, high, r, i);
}

// @ts-ignore: decorator
@inline
function addAndSubtract(low: usize, high: usize, r: v128, i: v128): void {
  const lowR = v128.load(real + low);
  const lowI = v128.load(imaginary + low);
  v128.store(real + low, f32x4.add(lowR, r));
  v128.store(imaginary + low, f32x4.add(lowI, i));
  v128.store(real + high, f32x4.sub(lowR, r));
  v128.store(imaginary + high, f32x4.sub(lowI, i));
}

/** Tells the spectra of the even and the odd samples apart and puts them together to that of all. */
function unpack(half: i32): void {
  // Half a turn on, the end of the tables, is the only angle that they lack.
  unpackBin(0, half, f32x4.splat(1), f32x4.splat(0));
  for (let k = 1; k < half; k++) unpackBin(k, half, splat(cosines + (k << 2)), splat(sines + (k << 2)));
  unpackBin(half, half, f32x4.splat(-1), f32x4.splat(0));
}

// @ts-ignore: decorator
@inline
function unpackBin(k: i32, half: i32, cos: v128, sin: v128): void {
  const at = <usize>(k & (half - 1)) << 4;
  const mirror = <usize>((half - k) & (half - 1)) << 4;
  const atR = v128.load(real + at);
  const atI = v128.load(imaginary + at);
  const mirrorR = v128.load(real + mirror);
  const mirrorI = v128.load(imaginary + mirror);
  const oddR = f32x4.add(atI, mirrorI);
  const oddI = f32x4.sub(mirrorR, atR);
  const r = f32x4.add(f32x4.add(atR, mirrorR), f32x4.add(f32x4.mul(cos, oddR), f32x4.mul(sin, oddI)));
  const i = f32x4.add(f32x4.sub(atI, mirrorI), f32x4.sub(f32x4.mul(cos, oddI), f32x4.mul(sin, oddR)));
  const magnitude = f32x4.sqrt(f32x4.add(f32x4.mul(r, r), f32x4.mul(i, i)));
  v128.store(magnitudes + (k << 4), f32x4.mul(magnitude, f32x4.splat(0.5)));
}
