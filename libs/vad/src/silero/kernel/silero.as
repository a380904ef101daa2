import { madd, positive, sigmoid, tanh } from './arithmetic';
import { coarsen, coarsenMagnitudes } from './coarse';
import { convolveFirst, convolveSecond } from './convolutions';
import { dense } from './dense';
import {
  biases2, biases3, biasesOfGates, biasOfOutput, first, gates, recurrent, scales2, scales3, scalesOfFed, scalesOfSaid, second,
  third, weights2, weights3, weightsOfFed, weightsOfOutput, weightsOfSaid,
} from './layout';
import { transformWindow } from './spectra';

export {
  biases0, biases1, biases2, biases3, biasesOfGates, biasOfOutput, cosines, hann, magnitudes, recurrent, reversed, samples,
  scales0, scales1, scales2, scales3, scalesOfFed, scalesOfSaid, sines, weights0, weights1, weights2, weights3, weightsOfFed,
  weightsOfOutput, weightsOfSaid,
} from './layout';

/**
 * Samples to magnitudes.
 *
 * @param filter samples of a spectrum: 256 at 16 kHz, 128 at 8 kHz
 */
export function transform(filter: i32): void {
  transformWindow(filter);
}

/**
 * Magnitudes and the last window's state to the probability of speech and the new state. Weights and the inputs of each
 * layer are whole numbers of 12 bits with a scale, so that twice as many are multiplied at once and half as many bytes read.
 */
export function infer(filter: i32): f32 {
  // Bins are one more than an even number.
  const pairs = (filter >> 2) + 1;
  convolveFirst(pairs, coarsenMagnitudes(pairs));
  convolveSecond(coarsen(first, 512));
  // Stride 2, then stride 1, on what is left of time: two frames, then one. Taps that would meet only zeros are left out.
  dense(64, coarsen(second, 128), weights2, scales2, biases2, third, 64);
  rectify(third, 64);
  dense(32, coarsen(third, 64), weights3, scales3, biases3, recurrent, 128);
  rectify(recurrent, 128);
  dense(64, coarsen(recurrent, 128), weightsOfFed, scalesOfFed, biasesOfGates, gates, 512);
  dense(64, coarsen(recurrent + 512, 128), weightsOfSaid, scalesOfSaid, gates, gates, 512);
  remember();
  return output();
}

function rectify(from: usize, count: i32): void {
  for (let at = from, end = from + (<usize>count << 2); at < end; at += 16) v128.store(at, positive(v128.load(at)));
}

/** One step of the LSTM: gates are input, forget, cell and output, 128 each. */
function remember(): void {
  const said = recurrent + 512;
  const cells = recurrent + 1024;
  for (let at: usize = 0; at < 512; at += 16) {
    const admit = sigmoid(v128.load(gates + at));
    const keep = sigmoid(v128.load(gates + at, 512));
    const news = tanh(v128.load(gates + at, 1024));
    const tell = sigmoid(v128.load(gates + at, 1536));
    const cell = f32x4.add(f32x4.mul(keep, v128.load(cells + at)), f32x4.mul(admit, news));
    v128.store(cells + at, cell);
    v128.store(said + at, f32x4.mul(tell, tanh(cell)));
  }
}

function output(): f32 {
  let four = v128.load(biasOfOutput);
  for (let at: usize = 0; at < 512; at += 16) {
    four = madd(positive(v128.load(recurrent + at, 512)), v128.load(weightsOfOutput + at), four);
  }
  const sum = f32x4.extract_lane(four, 0) + f32x4.extract_lane(four, 1) + f32x4.extract_lane(four, 2) + f32x4.extract_lane(four, 3);
  return f32x4.extract_lane(sigmoid(f32x4.splat(sum)), 0);
}
