import type { SketchSummary } from './sliding-sketch';

export type Trend = 'rising' | 'steady' | 'falling';

/** Below it a single slow turn would be a trend. */
const MIN_VALUES = 10;

/** So much slower or faster at the 95th percentile is no chance. */
const NOTABLE = 1.2;

/** @returns null where either side has too few values */
export function trendOf(recent: SketchSummary, before: SketchSummary): Trend | null {
  if (recent.count < MIN_VALUES || before.count < MIN_VALUES) return null;
  const [now, then] = [recent.quantile(0.95) ?? 0, before.quantile(0.95) ?? 0];
  if (now > then * NOTABLE) return 'rising';
  return now * NOTABLE < then ? 'falling' : 'steady';
}
