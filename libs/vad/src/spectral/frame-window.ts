/** The newest samples of a stream that arrives in frames of any length; before the stream there was silence. */
export class FrameWindow {
  readonly samples: Int16Array;

  /**
   * @param size samples that are kept, at most 4096 so that sums over them stay whole numbers of 32 bits
   * @param stride samples at the stream's rate for one at 8 kHz: 1 or 2
   */
  constructor(
    size: number,
    private readonly stride: number,
  ) {
    this.samples = new Int16Array(size);
  }

  push(pcm: Int16Array): void {
    const { samples } = this;
    const older = samples.length - pcm.length;
    if (older >= 0) {
      samples.copyWithin(0, pcm.length);
      samples.set(pcm, older);
    } else {
      for (let i = 0; i < samples.length; i++) samples[i] = pcm[i - older]!;
    }
  }

  sum(): number {
    const { samples } = this;
    let sum = 0;
    for (let i = 0; i < samples.length; i++) sum += samples[i]!;
    return sum;
  }

  /**
   * How often the signal crosses its mean, heard at 8 kHz: neighbours are added up first where there are more samples.
   *
   * @param sum of the samples
   * @returns crossings as a share of all steps, 0–1
   */
  crossings(sum: number): number {
    const { samples, stride } = this;
    const size = samples.length;
    const last = stride - 1;
    let count = 0;
    // Compared as whole numbers, whose signs differ in the highest bit: noise would mislead the prediction of a branch.
    let before = (samples[0]! + last * samples[last]!) * size - sum * stride;
    for (let i = stride; i < size; i += stride) {
      const value = (samples[i]! + last * samples[i + last]!) * size - sum * stride;
      count += (value ^ before) >>> 31;
      before = value;
    }
    return (count * stride) / size;
  }
}
