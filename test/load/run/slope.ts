/** A straight line through points, by least squares. */
export interface Fit {
  /** How much `ys` grow with each of `xs`; NaN for fewer than two different ones. */
  readonly slope: number;
  /** The standard error of that; NaN for fewer than three points: two are always on a line. */
  readonly error: number;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param ys as many as `xs` */
export function fit(xs: readonly number[], ys: readonly number[]): Fit {
  const [middleX, middleY] = [mean(xs), mean(ys)];
  let covariance = 0;
  let variance = 0;
  for (const [i, x] of xs.entries()) {
    covariance += (x - middleX) * (ys[i]! - middleY);
    variance += (x - middleX) ** 2;
  }
  const slope = variance === 0 ? Number.NaN : covariance / variance;
  const left = ys.reduce((sum, y, i) => sum + (y - middleY - slope * (xs[i]! - middleX)) ** 2, 0);
  const error = xs.length < 3 ? Number.NaN : Math.sqrt(left / (xs.length - 2) / variance);
  return { slope, error };
}

/** How much `ys` grow with each of `xs`; NaN for fewer than two different ones. */
export const slope = (xs: readonly number[], ys: readonly number[]): number => fit(xs, ys).slope;
