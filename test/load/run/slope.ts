/** How much `ys` grow with each of `xs`, by least squares; NaN for fewer than two different ones. */
export function slope(xs: readonly number[], ys: readonly number[]): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [middleX, middleY] = [mean(xs), mean(ys)];
  let covariance = 0;
  let variance = 0;
  for (const [i, x] of xs.entries()) {
    covariance += (x - middleX) * (ys[i]! - middleY);
    variance += (x - middleX) ** 2;
  }
  return variance === 0 ? Number.NaN : covariance / variance;
}
