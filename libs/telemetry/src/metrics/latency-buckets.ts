/** Seconds, dense around the targets of 50, 150, 200, 300 and 800 ms, so that quantiles near them are exact. */
export const LATENCY_BUCKETS: readonly number[] = [
  0.005, 0.01, 0.025, 0.04, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.65, 0.8, 1, 1.5, 2, 3, 5, 10,
  30,
];
