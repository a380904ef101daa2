/**
 * The newest samples of a stream that arrives in frames of any length, at 8 kHz; before the stream there was silence. Of
 * 16 kHz each two neighbours become their mean: what lies above 4 kHz is folded down, the softer the higher it was, so
 * that sharp consonants are still seen, for half the work.
 */
export class FrameWindow {
  readonly samples: Int16Array;
  /** The sample that still waits for its neighbour. */
  private waiting = 0;
  private waits = false;

  /**
   * @param size samples that are kept, at most 4096 so that sums over them stay whole numbers of 32 bits
   * @param halved whether the stream is at 16 kHz
   */
  constructor(
    size: number,
    private readonly halved: boolean,
  ) {
    this.samples = new Int16Array(size);
  }

  push(pcm: Int16Array): void {
    if (this.halved) this.pushHalved(pcm);
    else this.pushWhole(pcm);
  }

  private pushWhole(pcm: Int16Array): void {
    const { samples } = this;
    const older = samples.length - pcm.length;
    if (older >= 0) {
      samples.copyWithin(0, pcm.length);
      samples.set(pcm, older);
    } else {
      for (let i = 0; i < samples.length; i++) samples[i] = pcm[i - older]!;
    }
  }

  private pushHalved(pcm: Int16Array): void {
    if (pcm.length === 0) return;
    const { samples } = this;
    const fresh = (pcm.length + (this.waits ? 1 : 0)) >> 1;
    samples.copyWithin(0, Math.min(fresh, samples.length));
    // Before the first place lies what is too old to be kept.
    let to = samples.length - fresh;
    let i = 0;
    if (this.waits) {
      i = 1;
      if (to >= 0) samples[to] = (this.waiting + pcm[0]!) >> 1;
      to++;
    }
    for (; i + 1 < pcm.length; i += 2, to++) {
      if (to >= 0) samples[to] = (pcm[i]! + pcm[i + 1]!) >> 1;
    }
    this.waits = i < pcm.length;
    if (this.waits) this.waiting = pcm[i]!;
  }

  sum(): number {
    const { samples } = this;
    let sum = 0;
    for (let i = 0; i < samples.length; i++) sum += samples[i]!;
    return sum;
  }

  /**
   * How often the signal crosses its mean.
   *
   * @param sum of the samples
   * @returns crossings as a share of all steps, 0–1
   */
  crossings(sum: number): number {
    const { samples } = this;
    const size = samples.length;
    let count = 0;
    // Compared as whole numbers, whose signs differ in the highest bit: noise would mislead the prediction of a branch.
    let before = samples[0]! * size - sum;
    for (let i = 1; i < size; i++) {
      const value = samples[i]! * size - sum;
      count += (value ^ before) >>> 31;
      before = value;
    }
    return count / size;
  }
}
