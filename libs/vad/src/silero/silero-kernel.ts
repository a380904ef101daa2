import { kernelBinary } from './kernel-binary';
import type { CoarseWeights } from './silero-weights';

/** The layers whose weights are coarse. */
type CoarseLayer = 0 | 1 | 2 | 3 | 'OfFed' | 'OfSaid';

/** The places that the host writes to or reads from, by the names they have in kernel/layout.as. */
export type KernelPlace =
  | 'recurrent'
  | 'magnitudes'
  | 'hann'
  | 'cosines'
  | 'sines'
  | `scales${CoarseLayer}`
  | 'weightsOfOutput'
  | `biases${0 | 1 | 2 | 3 | 'OfGates'}`
  | 'biasOfOutput';

type Address = Readonly<Record<'value', number>>;

/** Places of whole numbers. */
type WholePlace = 'samples' | 'reversed' | `weights${CoarseLayer}`;

interface KernelExports extends Readonly<Record<KernelPlace | WholePlace, Address>> {
  readonly memory: WebAssembly.Memory;
  transform(filter: number): void;
  infer(filter: number): number;
}

const VECTOR_BYTES = 16;

/** An instance of the kernel with memory of its own, 1 MB that never grows, so that views of it stay good. */
export class SileroKernel {
  private constructor(private readonly exports: KernelExports) {}

  static async create(): Promise<SileroKernel> {
    const kernel = await WebAssembly.compile(Buffer.from(kernelBinary, 'base64'));
    return new SileroKernel(new WebAssembly.Instance(kernel, {}).exports as unknown as KernelExports);
  }

  /** @param count 32-bit floats of a place */
  floats(place: KernelPlace, count: number): Float32Array {
    return new Float32Array(this.exports.memory.buffer, this.addressOf(place), count);
  }

  samples(count: number): Int16Array {
    return this.wholes('samples', count);
  }

  writeCoarse(layer: CoarseLayer, { weights, scales }: CoarseWeights): void {
    this.wholes(`weights${layer}`, weights.length).set(weights);
    this.write(`scales${layer}`, scales);
  }

  private wholes(place: WholePlace, count: number): Int16Array {
    return new Int16Array(this.exports.memory.buffer, this.addressOf(place), count);
  }

  write(place: KernelPlace, values: Float32Array): void {
    this.floats(place, values.length).set(values);
  }

  /** Where each of `count` vectors goes before the transform: to the place with the bits of its own in reverse. */
  writeOrder(count: number): void {
    const order = new Int32Array(this.exports.memory.buffer, this.addressOf('reversed'), count);
    for (let i = 1; i < count; i++) {
      order[i] = (order[i >> 1]! >> 1) | (i & 1 ? (count >> 1) * VECTOR_BYTES : 0);
    }
  }

  transform(filter: number): void {
    this.exports.transform(filter);
  }

  infer(filter: number): number {
    return this.exports.infer(filter);
  }

  private addressOf(place: KernelPlace | WholePlace): number {
    return this.exports[place].value;
  }
}
