import { dot, scaled, splat, summed } from './arithmetic';
import { coarse } from './layout';

/**
 * outputs = scales · (weights · coarse inputs) + addends, 32 outputs at a time. Weights: [outputs / 32][pairs of inputs][32][2].
 *
 * @param pairs of inputs
 * @param step what a coarse input of 1 stands for
 * @param outputs how many numbers, a multiple of 32
 */
// @ts-ignore: decorator
@inline
export function dense(pairs: i32, step: f32, weights: usize, scales: usize, addends: usize, to: usize, outputs: i32): void {
  const end = coarse + (<usize>pairs << 2);
  let w = weights;
  for (let o: usize = 0, last = <usize>outputs << 2; o < last; o += 128) {
    let a = i32x4.splat(0), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
    for (let at = coarse; at < end; at += 4, w += 128) {
      const x = splat(at);
      a = dot(x, v128.load(w), a); b = dot(x, v128.load(w, 16), b);
      c = dot(x, v128.load(w, 32), c); d = dot(x, v128.load(w, 48), d);
      e = dot(x, v128.load(w, 64), e); f = dot(x, v128.load(w, 80), f);
      g = dot(x, v128.load(w, 96), g); h = dot(x, v128.load(w, 112), h);
    }
    const out = to + o;
    const scale = scales + o;
    const add = addends + o;
    v128.store(out, summed(a, scaled(scale, step), v128.load(add)));
    v128.store(out, summed(b, scaled(scale + 16, step), v128.load(add, 16)), 16);
    v128.store(out, summed(c, scaled(scale + 32, step), v128.load(add, 32)), 32);
    v128.store(out, summed(d, scaled(scale + 48, step), v128.load(add, 48)), 48);
    v128.store(out, summed(e, scaled(scale + 64, step), v128.load(add, 64)), 64);
    v128.store(out, summed(f, scaled(scale + 80, step), v128.load(add, 80)), 80);
    v128.store(out, summed(g, scaled(scale + 96, step), v128.load(add, 96)), 96);
    v128.store(out, summed(h, scaled(scale + 112, step), v128.load(add, 112)), 112);
  }
}
