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

/**
 * The weights of a layer in the order in which the kernel reads them: blocks of outputs, in each the inputs in pairs, for
 * each pair its taps, for each tap every output of the block, for each output both inputs.
 *
 * @param weight of an input to an output
 */
export function coarseWeights(
  { outputs, inputs, taps, block }: LayerShape,
  weight: (output: number, input: number, tap: number) => number,
): CoarseWeights {
  const scales = Float32Array.from({ length: outputs }, (_, output) => {
    let most = 0;
    for (let input = 0; input < inputs; input++)
      for (let tap = 0; tap < taps; tap++) most = Math.max(most, Math.abs(weight(output, input, tap)));
    return most / MOST;
  });
  const pairs = Math.ceil(inputs / 2);
  const weights = new Int16Array(outputs * pairs * taps * 2);
  let at = 0;
  for (let from = 0; from < outputs; from += block) {
    for (let pair = 0; pair < pairs; pair++) {
      for (let tap = 0; tap < taps; tap++) {
        for (let output = from; output < from + block; output++) {
          for (let input = 2 * pair; input < 2 * pair + 2; input++, at++)
            weights[at] = input < inputs ? Math.round(weight(output, input, tap) / scales[output]!) : 0;
        }
      }
    }
  }
  return { weights, scales };
}
