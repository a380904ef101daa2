/** Cuts a stream of frames of any length into windows, each with the end of the one before as its context. */
export class SampleWindow {
  /** Context, then window. Before the stream there was silence. */
  readonly samples: Int16Array;
  private filled: number;

  /**
   * @param size samples of a window
   * @param context samples before it
   */
  constructor(
    private readonly size: number,
    private readonly context: number,
  ) {
    this.samples = new Int16Array(context + size);
    this.filled = context;
  }

  /**
   * Takes what the window still lacks.
   *
   * @param from the first sample that has not been taken yet
   * @returns how many were taken
   */
  take(pcm: Int16Array, from: number): number {
    const count = Math.min(this.samples.length - this.filled, pcm.length - from);
    if (count === pcm.length) this.samples.set(pcm, this.filled);
    else for (let i = 0; i < count; i++) this.samples[this.filled + i] = pcm[from + i]!;
    this.filled += count;
    return count;
  }

  get full(): boolean {
    return this.filled === this.samples.length;
  }

  /** Begins the next window. */
  next(): void {
    this.samples.copyWithin(0, this.size);
    this.filled = this.context;
  }
}
