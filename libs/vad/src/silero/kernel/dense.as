import { madd, rectified, splat } from './arithmetic';

/**
 * outputs = weights · inputs + biases, 32 outputs at a time. Weights: [outputs / 32][inputs][32].
 *
 * @param inputs, outputs how many numbers; outputs is a multiple of 32
 */
// @ts-ignore: decorator
@inline
export function dense(from: usize, inputs: i32, weights: usize, biases: usize, to: usize, outputs: i32, rectify: bool): void {
  const end = from + (<usize>inputs << 2);
  let w = weights;
  for (let o: usize = 0, last = <usize>outputs << 2; o < last; o += 128) {
    const bias = biases + o;
    let a = v128.load(bias), b = v128.load(bias, 16), c = v128.load(bias, 32), d = v128.load(bias, 48);
    let e = v128.load(bias, 64), f = v128.load(bias, 80), g = v128.load(bias, 96), h = v128.load(bias, 112);
    for (let at = from; at < end; at += 4, w += 128) {
      const x = splat(at);
      a = madd(x, v128.load(w), a); b = madd(x, v128.load(w, 16), b);
      c = madd(x, v128.load(w, 32), c); d = madd(x, v128.load(w, 48), d);
      e = madd(x, v128.load(w, 64), e); f = madd(x, v128.load(w, 80), f);
      g = madd(x, v128.load(w, 96), g); h = madd(x, v128.load(w, 112), h);
    }
    if (rectify) {
      a = rectified(a); b = rectified(b); c = rectified(c); d = rectified(d);
      e = rectified(e); f = rectified(f); g = rectified(g); h = rectified(h);
    }
    const out = to + o;
    v128.store(out, a); v128.store(out, b, 16); v128.store(out, c, 32); v128.store(out, d, 48);
    v128.store(out, e, 64); v128.store(out, f, 80); v128.store(out, g, 96); v128.store(out, h, 112);
  }
}
