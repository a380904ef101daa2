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

/**
 * The weights of a layer in the order in which the kernel reads them: blocks of `block` outputs, in each the inputs one
 * after another, for each input its weight to every output of the block.
 *
 * @param weight of an input to an output
 */
export function inBlocks(
  outputs: number,
  inputs: number,
  block: number,
  weight: (output: number, input: number) => number,
): Float32Array {
  const ordered = new Float32Array(outputs * inputs);
  let at = 0;
  for (let from = 0; from < outputs; from += block) {
    for (let input = 0; input < inputs; input++) {
      for (let output = from; output < from + block; output++) ordered[at++] = weight(output, input);
    }
  }
  return ordered;
}
