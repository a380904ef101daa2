import { readTensors } from './onnx-tensors';

/** The tensors of one rate by the names that the model's authors gave them. */
export type SileroTensors = (name: string) => Float32Array;

/** Each rate is a branch of the model of its own. */
const branches: Readonly<Record<number, string>> = {
  8000: 'If_0_else_branch__Inline_0__',
  16_000: 'If_0_then_branch__Inline_0__',
};

/** @throws Error, when the tensors are asked for, if the file is not Silero's model, version 5 */
export function readSileroTensors(model: Uint8Array, sampleRate: number): SileroTensors {
  const tensors = readTensors(model);
  return name => {
    const tensor = tensors.get(`${branches[sampleRate]}${name}`);
    if (!tensor) throw new Error(`the Silero model has no ${name} for ${sampleRate} Hz`);
    return tensor;
  };
}

/** The largest size of a coarse weight; see kernel/coarse.as. */
const MOST = 2047;

/** Weights as whole numbers, and what a 1 in them stands for. */
export interface CoarseWeights {
  readonly weights: Int16Array;
  /** For each output. */
  readonly scales: Float32Array;
}

export interface LayerShape {
  readonly outputs: number;
  /** Odd ones are taken for one more, whose weights are 0. */
  readonly inputs: number;
  /** 1 where it is no convolution. */
  readonly taps: number;
  /** Outputs that the kernel computes at a time. */
  readonly block: number;
}

/** Of an input to an output; a layer without taps has tap 0. */
type Weight = (output: number, input: number, tap: number) => number;

/**
 * The weights of a layer in the order in which the kernel reads them: blocks of outputs, in each the inputs in pairs, for
 * each pair its taps, for each tap every output of the block, for each output both inputs.
 */
export function coarseWeights(shape: LayerShape, weight: Weight): CoarseWeights {
  const { outputs, inputs, taps, block } = shape;
  const exact = exactWeights(shape, weight);
  const each = inputs * taps;
  const scales = scalesOf(exact, each);
  const weights = new Int16Array(outputs * Math.ceil(inputs / 2) * taps * 2);
  let at = 0;
  for (let from = 0; from < outputs; from += block) {
    for (let pair = 0; pair < inputs; pair += 2) {
      for (let tap = 0; tap < taps; tap++) {
        for (let output = from; output < from + block; output++, at += 2) {
          const first = output * each + pair * taps + tap;
          weights[at] = Math.round(exact[first]! / scales[output]!);
          if (pair + 1 < inputs) weights[at + 1] = Math.round(exact[first + taps]! / scales[output]!);
        }
      }
    }
  }
  return { weights, scales };
}

/** As [output][input][tap]. */
function exactWeights({ outputs, inputs, taps }: LayerShape, weight: Weight): Float32Array {
  const exact = new Float32Array(outputs * inputs * taps);
  let at = 0;
  for (let output = 0; output < outputs; output++)
    for (let input = 0; input < inputs; input++)
      for (let tap = 0; tap < taps; tap++) exact[at++] = weight(output, input, tap);
  return exact;
}

/** @param each weights of an output */
function scalesOf(exact: Float32Array, each: number): Float32Array {
  const scales = new Float32Array(exact.length / each);
  for (let output = 0, at = 0; output < scales.length; output++) {
    let most = 0;
    for (const end = at + each; at < end; at++) most = Math.max(most, Math.abs(exact[at]!));
    scales[output] = most / MOST;
  }
  return scales;
}
