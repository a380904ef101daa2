/** The spectra of the last few windows, oldest first. */
export class RecentSpectra {
  private readonly kept: Float32Array[] = [];
  private next = 0;
  private count = 0;

  /**
   * @param most windows that are kept
   * @param size numbers of a window
   */
  constructor(
    private readonly most: number,
    private readonly size: number,
  ) {}

  /** @param spectra lent */
  keep(spectra: Float32Array): void {
    (this.kept[this.next] ??= new Float32Array(this.size)).set(spectra);
    this.next = (this.next + 1) % this.most;
    if (this.count < this.most) this.count++;
  }

  /** Forgets the oldest and returns it, lent until the next is kept; undefined when there is none. */
  takeOldest(): Float32Array | undefined {
    if (this.count === 0) return undefined;
    const oldest = (this.next - this.count + this.most) % this.most;
    this.count--;
    return this.kept[oldest];
  }
}
