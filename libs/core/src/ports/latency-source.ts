import type { Millis } from '../clock';

/** How long the stages of the last minutes took. What adapts itself to them asks here. */
export interface LatencySource {
  /**
   * @param stage a StageName, the name of a processing stage, or of what is measured across stages
   * @param q 0–1
   * @returns null while nothing was measured
   */
  quantile(stage: string, q: number): Millis | null;
  /** How many values the quantiles of a stage rest on. */
  count(stage: string): number;
}
