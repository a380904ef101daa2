import { LogCollapsingLowestDenseDDSketch } from '@datadog/sketches-js';
import type { Clock, Millis } from '@app/core';

/** Values are told to one percent: nobody hears the difference between 200 and 202 ms. */
const ACCURACY = { relativeAccuracy: 0.01, binLimit: 1024 };

type Sketch = LogCollapsingLowestDenseDDSketch;

const makeSketch = (): Sketch => new LogCollapsingLowestDenseDDSketch(ACCURACY);

/**
 * Quantiles of the last minutes in bounded memory: a sketch for each slice of the time, the oldest of which is dropped
 * when a new one begins. No timer: slices are turned over when something is written or read.
 * DDSketch: Masson, Rim, Lee, VLDB 2019.
 */
export class SlidingSketch {
  /** Newest first. */
  private readonly slices: Sketch[] = [makeSketch()];
  private begun: Millis;

  constructor(
    private readonly clock: Pick<Clock, 'now'>,
    private readonly sliceMs: Millis,
    private readonly kept: number,
  ) {
    this.begun = clock.now();
  }

  /** @param value ms; what is below 0 counts as 0 */
  add(value: Millis): void {
    this.turnOver();
    this.slices[0]!.accept(Math.max(0, value));
  }

  get count(): number {
    this.turnOver();
    return this.slices.reduce((sum, slice) => sum + slice.count, 0);
  }

  /** Of the slices from `newest` to `oldest`, counted back from the one under way; all of them when left out. */
  summary(newest = 0, oldest = this.kept - 1): SketchSummary {
    this.turnOver();
    const merged = makeSketch();
    for (const slice of this.slices.slice(newest, oldest + 1)) {
      if (slice.count > 0) merged.merge(slice);
    }
    return new SketchSummary(merged);
  }

  private turnOver(): void {
    const passed = Math.floor((this.clock.now() - this.begun) / this.sliceMs);
    if (passed <= 0) return;
    this.begun += passed * this.sliceMs;
    for (let made = 0; made < Math.min(passed, this.kept); made++) this.slices.unshift(makeSketch());
    this.slices.length = Math.min(this.slices.length, this.kept);
  }
}

/** A sketch that does not change any more. */
export class SketchSummary {
  constructor(private readonly sketch: Sketch) {}

  get count(): number {
    return this.sketch.count;
  }

  /** @returns null where there is no value; never beyond the smallest and the largest one */
  quantile(q: number): Millis | null {
    const { sketch } = this;
    if (sketch.count === 0) return null;
    if (q >= 1) return sketch.max;
    return Math.min(sketch.max, Math.max(sketch.min, sketch.getValueAtQuantile(q)));
  }
}
