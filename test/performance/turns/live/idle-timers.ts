import { percentile } from '../percentiles';

const ROUNDS = 8;

/**
 * How late timers of these lengths, one after the other, are in a process that does nothing else: what the platform adds to
 * a wait, ms, half of the time less.
 */
export async function idleLateness(waits: readonly number[]): Promise<number> {
  const sums: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    let sum = 0;
    for (const wait of waits) {
      const from = performance.now();
      await new Promise(resolve => setTimeout(resolve, wait));
      sum += performance.now() - from - wait;
    }
    sums.push(sum);
  }
  return percentile(sums, 0.5);
}
