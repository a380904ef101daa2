import { ProtobufReader } from './protobuf-reader';

/** Field numbers of onnx.proto, and its code for 32-bit floats. */
const MODEL = { graph: 7 } as const;
const GRAPH = { node: 1 } as const;
const NODE = { output: 2, attribute: 5 } as const;
const ATTRIBUTE = { tensor: 5, graph: 6 } as const;
const TENSOR = { type: 2, raw: 9 } as const;
const FLOAT = 1;

/**
 * The constant 32-bit float tensors of an ONNX model, by the name of the value that holds them, those of the branches
 * of its conditions too. Shapes are not read: who knows the names knows the shapes.
 *
 * @throws RangeError when the file ends in the middle
 */
export function readTensors(model: Uint8Array): Map<string, Float32Array> {
  const tensors = new Map<string, Float32Array>();
  for (const graph of new ProtobufReader(model).messages(MODEL.graph)) collect(graph, tensors);
  return tensors;
}

function collect(graph: ProtobufReader, tensors: Map<string, Float32Array>): void {
  for (const node of graph.messages(GRAPH.node)) {
    const [output] = node.messages(NODE.output);
    for (const attribute of node.messages(NODE.attribute)) {
      for (const branch of attribute.messages(ATTRIBUTE.graph)) collect(branch, tensors);
      for (const tensor of attribute.messages(ATTRIBUTE.tensor)) {
        const values = floats(tensor);
        if (output && values) tensors.set(output.text(), values);
      }
    }
  }
}

function floats(tensor: ProtobufReader): Float32Array | undefined {
  const [raw] = tensor.messages(TENSOR.raw);
  if (!raw || tensor.number(TENSOR.type) !== FLOAT) return undefined;
  // Copied, as nothing aligns the bytes inside the file.
  return new Float32Array(new Uint8Array(raw.bytes).buffer);
}
