/** How something grows with the calls that have ended. */
export interface Growth {
  /** Per ended call. */
  readonly slope: number;
  /** 0-1: how much of the change the calls explain. */
  readonly fit: number;
}

/** Least squares over pairs of (calls ended, value); null for fewer than two different counts of calls. */
export function growthOf(points: readonly (readonly [calls: number, value: number])[]): Growth | null {
  const count = points.length;
  const meanCalls = points.reduce((sum, [calls]) => sum + calls, 0) / count;
  const meanValue = points.reduce((sum, [, value]) => sum + value, 0) / count;
  let [across, spread, change] = [0, 0, 0];
  for (const [calls, value] of points) {
    across += (calls - meanCalls) * (value - meanValue);
    spread += (calls - meanCalls) ** 2;
    change += (value - meanValue) ** 2;
  }
  if (count < 2 || spread === 0) return null;
  return { slope: across / spread, fit: change === 0 ? 0 : across ** 2 / (spread * change) };
}
