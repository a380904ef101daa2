/** The spectra of the last few windows, oldest first. */
export class RecentSpectra {
  private readonly kept: Float32Array[];
  private next = 0;
  private count = 0;

  /**
   * @param most windows that are kept
   * @param size numbers of a window
   */
  constructor(most: number, size: number) {
    this.kept = Array.from({ length: most }, () => new Float32Array(size));
  }

  /** @param spectra lent */
  keep(spectra: Float32Array): void {
    this.kept[this.next]!.set(spectra);
    this.next = (this.next + 1) % this.kept.length;
    if (this.count < this.kept.length) this.count++;
  }

  /** Forgets the oldest and returns it, lent until the next is kept; undefined when there is none. */
  takeOldest(): Float32Array | undefined {
    if (this.count === 0) return undefined;
    const oldest = (this.next - this.count + this.kept.length) % this.kept.length;
    this.count--;
    return this.kept[oldest];
  }
}
