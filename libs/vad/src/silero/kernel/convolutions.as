import { dot, rectified, scaled, splat } from './arithmetic';
import { biases0, biases1, coarse, first, scales0, scales1, second, weights0, weights1 } from './layout';

/**
 * Three taps, stride 1, zeros around: four frames of bins to four frames of 128. Eight outputs at a time, so that all
 * sums stay in registers and each weight is read once. Inputs: [pairs of bins][4 frames][2].
 * Weights: [outputs / 8][pairs of bins][3 taps][8][2].
 *
 * @param step what a coarse input of 1 stands for
 */
export function convolveFirst(pairs: i32, step: f32): void {
  const end = coarse + (<usize>pairs << 4);
  let w: usize = weights0;
  for (let o: usize = 0; o < 128 * 4; o += 32) {
    let a0 = i32x4.splat(0), b0 = a0, a1 = a0, b1 = a0, a2 = a0, b2 = a0, a3 = a0, b3 = a0;
    for (let x: usize = coarse; x < end; x += 16, w += 96) {
      const x0 = splat(x), x1 = splat(x + 4), x2 = splat(x + 8), x3 = splat(x + 12);
      let p = v128.load(w), q = v128.load(w, 16);
      a1 = dot(x0, p, a1); b1 = dot(x0, q, b1);
      a2 = dot(x1, p, a2); b2 = dot(x1, q, b2);
      a3 = dot(x2, p, a3); b3 = dot(x2, q, b3);
      p = v128.load(w, 32); q = v128.load(w, 48);
      a0 = dot(x0, p, a0); b0 = dot(x0, q, b0);
      a1 = dot(x1, p, a1); b1 = dot(x1, q, b1);
      a2 = dot(x2, p, a2); b2 = dot(x2, q, b2);
      a3 = dot(x3, p, a3); b3 = dot(x3, q, b3);
      p = v128.load(w, 64); q = v128.load(w, 80);
      a0 = dot(x1, p, a0); b0 = dot(x1, q, b0);
      a1 = dot(x2, p, a1); b1 = dot(x2, q, b1);
      a2 = dot(x3, p, a2); b2 = dot(x3, q, b2);
    }
    const to = first + o;
    const scaleA = scaled(scales0 + o, step), scaleB = scaled(scales0 + o + 16, step);
    const biasA = v128.load(biases0 + o), biasB = v128.load(biases0 + o, 16);
    v128.store(to, rectified(a0, scaleA, biasA)); v128.store(to, rectified(b0, scaleB, biasB), 16);
    v128.store(to, rectified(a1, scaleA, biasA), 512); v128.store(to, rectified(b1, scaleB, biasB), 528);
    v128.store(to, rectified(a2, scaleA, biasA), 1024); v128.store(to, rectified(b2, scaleB, biasB), 1040);
    v128.store(to, rectified(a3, scaleA, biasA), 1536); v128.store(to, rectified(b3, scaleB, biasB), 1552);
  }
}

/**
 * Three taps, stride 2, a zero before: four frames of 128 to two of 64, sixteen outputs at a time. Inputs: [4 frames][128].
 * Weights: [outputs / 16][64 pairs][3 taps][16][2].
 *
 * @param step what a coarse input of 1 stands for
 */
export function convolveSecond(step: f32): void {
  let w: usize = weights1;
  for (let o: usize = 0; o < 64 * 4; o += 64) {
    let a0 = i32x4.splat(0), b0 = a0, c0 = a0, d0 = a0, a1 = a0, b1 = a0, c1 = a0, d1 = a0;
    for (let x: usize = coarse, end: usize = coarse + 256; x < end; x += 4, w += 192) {
      const x0 = splat(x), x1 = splat(x + 256), x2 = splat(x + 512), x3 = splat(x + 768);
      a1 = dot(x1, v128.load(w), a1); b1 = dot(x1, v128.load(w, 16), b1);
      c1 = dot(x1, v128.load(w, 32), c1); d1 = dot(x1, v128.load(w, 48), d1);
      let p = v128.load(w, 64); a0 = dot(x0, p, a0); a1 = dot(x2, p, a1);
      p = v128.load(w, 80); b0 = dot(x0, p, b0); b1 = dot(x2, p, b1);
      p = v128.load(w, 96); c0 = dot(x0, p, c0); c1 = dot(x2, p, c1);
      p = v128.load(w, 112); d0 = dot(x0, p, d0); d1 = dot(x2, p, d1);
      p = v128.load(w, 128); a0 = dot(x1, p, a0); a1 = dot(x3, p, a1);
      p = v128.load(w, 144); b0 = dot(x1, p, b0); b1 = dot(x3, p, b1);
      p = v128.load(w, 160); c0 = dot(x1, p, c0); c1 = dot(x3, p, c1);
      p = v128.load(w, 176); d0 = dot(x1, p, d0); d1 = dot(x3, p, d1);
    }
    store4(second + o, o, step, a0, b0, c0, d0);
    store4(second + 256 + o, o, step, a1, b1, c1, d1);
  }
}

// @ts-ignore: decorator
@inline
function store4(to: usize, o: usize, step: f32, a: v128, b: v128, c: v128, d: v128): void {
  const scale = scales1 + o;
  const bias = biases1 + o;
  v128.store(to, rectified(a, scaled(scale, step), v128.load(bias)));
  v128.store(to, rectified(b, scaled(scale + 16, step), v128.load(bias, 16)), 16);
  v128.store(to, rectified(c, scaled(scale + 32, step), v128.load(bias, 32)), 32);
  v128.store(to, rectified(d, scaled(scale + 48, step), v128.load(bias, 48)), 48);
}
