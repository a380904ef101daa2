import { madd, rectified, splat } from './arithmetic';
import { biases0, biases1, first, magnitudes, second, weights0, weights1 } from './layout';

/**
 * Three taps, stride 1, zeros around: four frames of `bins` to four frames of 128. Eight outputs at a time, so that all
 * sums stay in registers and each weight is read once. Weights: [outputs / 8][bins][3 taps][8].
 */
export function convolveFirst(bins: i32): void {
  const end = magnitudes + (bins << 4);
  let w: usize = weights0;
  for (let o: usize = 0; o < 128 * 4; o += 32) {
    let a0 = v128.load(biases0 + o), b0 = v128.load(biases0 + o, 16);
    let a1 = a0, a2 = a0, a3 = a0;
    let b1 = b0, b2 = b0, b3 = b0;
    for (let x: usize = magnitudes; x < end; x += 16, w += 96) {
      const x0 = splat(x), x1 = splat(x + 4), x2 = splat(x + 8), x3 = splat(x + 12);
      let p = v128.load(w), q = v128.load(w, 16);
      a1 = madd(x0, p, a1); b1 = madd(x0, q, b1);
      a2 = madd(x1, p, a2); b2 = madd(x1, q, b2);
      a3 = madd(x2, p, a3); b3 = madd(x2, q, b3);
      p = v128.load(w, 32); q = v128.load(w, 48);
      a0 = madd(x0, p, a0); b0 = madd(x0, q, b0);
      a1 = madd(x1, p, a1); b1 = madd(x1, q, b1);
      a2 = madd(x2, p, a2); b2 = madd(x2, q, b2);
      a3 = madd(x3, p, a3); b3 = madd(x3, q, b3);
      p = v128.load(w, 64); q = v128.load(w, 80);
      a0 = madd(x1, p, a0); b0 = madd(x1, q, b0);
      a1 = madd(x2, p, a1); b1 = madd(x2, q, b1);
      a2 = madd(x3, p, a2); b2 = madd(x3, q, b2);
    }
    const to = first + o;
    v128.store(to, rectified(a0)); v128.store(to, rectified(b0), 16);
    v128.store(to, rectified(a1), 512); v128.store(to, rectified(b1), 528);
    v128.store(to, rectified(a2), 1024); v128.store(to, rectified(b2), 1040);
    v128.store(to, rectified(a3), 1536); v128.store(to, rectified(b3), 1552);
  }
}

/**
 * Three taps, stride 2, a zero before: four frames of 128 to two of 64, sixteen outputs at a time.
 * Weights: [outputs / 16][128][3 taps][16].
 */
export function convolveSecond(): void {
  let w: usize = weights1;
  for (let o: usize = 0; o < 64 * 4; o += 64) {
    let a0 = v128.load(biases1 + o), b0 = v128.load(biases1 + o, 16);
    let c0 = v128.load(biases1 + o, 32), d0 = v128.load(biases1 + o, 48);
    let a1 = a0, b1 = b0, c1 = c0, d1 = d0;
    for (let x: usize = first, end: usize = first + 512; x < end; x += 4, w += 192) {
      const x0 = splat(x), x1 = splat(x + 512), x2 = splat(x + 1024), x3 = splat(x + 1536);
      a1 = madd(x1, v128.load(w), a1); b1 = madd(x1, v128.load(w, 16), b1);
      c1 = madd(x1, v128.load(w, 32), c1); d1 = madd(x1, v128.load(w, 48), d1);
      let p = v128.load(w, 64); a0 = madd(x0, p, a0); a1 = madd(x2, p, a1);
      p = v128.load(w, 80); b0 = madd(x0, p, b0); b1 = madd(x2, p, b1);
      p = v128.load(w, 96); c0 = madd(x0, p, c0); c1 = madd(x2, p, c1);
      p = v128.load(w, 112); d0 = madd(x0, p, d0); d1 = madd(x2, p, d1);
      p = v128.load(w, 128); a0 = madd(x1, p, a0); a1 = madd(x3, p, a1);
      p = v128.load(w, 144); b0 = madd(x1, p, b0); b1 = madd(x3, p, b1);
      p = v128.load(w, 160); c0 = madd(x1, p, c0); c1 = madd(x3, p, c1);
      p = v128.load(w, 176); d0 = madd(x1, p, d0); d1 = madd(x3, p, d1);
    }
    const to = second + o;
    v128.store(to, rectified(a0)); v128.store(to, rectified(b0), 16);
    v128.store(to, rectified(c0), 32); v128.store(to, rectified(d0), 48);
    v128.store(to, rectified(a1), 256); v128.store(to, rectified(b1), 272);
    v128.store(to, rectified(c1), 288); v128.store(to, rectified(d1), 304);
  }
}
