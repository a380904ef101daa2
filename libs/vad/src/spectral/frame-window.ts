const FULL_SCALE = 32_768;

/** The newest samples of a stream that arrives in frames of any length, as −1 to 1; before the stream there was silence. */
export class FrameWindow {
  readonly samples: Float64Array;

  /** @param size samples that are kept */
  constructor(size: number) {
    this.samples = new Float64Array(size);
  }

  push(pcm: Int16Array): void {
    const { samples } = this;
    const fresh = Math.min(pcm.length, samples.length);
    samples.copyWithin(0, fresh);
    const from = pcm.length - fresh;
    const to = samples.length - fresh;
    for (let i = 0; i < fresh; i++) samples[to + i] = pcm[from + i]! / FULL_SCALE;
  }

  mean(): number {
    const { samples } = this;
    let sum = 0;
    for (let i = 0; i < samples.length; i++) sum += samples[i]!;
    return sum / samples.length;
  }

  /**
   * How often the signal crosses a level, heard at 8 kHz: neighbours are added up first where there are more samples.
   *
   * @param level −1 to 1
   * @param stride samples at the stream's rate for one at 8 kHz
   * @returns crossings as a share of all steps, 0–1
   */
  crossings(level: number, stride: number): number {
    const { samples } = this;
    const middle = level * stride;
    let count = 0;
    let above = false;
    for (let from = 0; from < samples.length; from += stride) {
      let sum = 0;
      for (let i = from; i < from + stride; i++) sum += samples[i]!;
      const next = sum > middle;
      if (next !== above && from > 0) count++;
      above = next;
    }
    return (count * stride) / samples.length;
  }
}
