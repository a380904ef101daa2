import { GCProfiler, getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes. */
export interface Allocated {
  /** On the heap of JavaScript: objects, closures, views of memory. */
  readonly heap: number;
  /** In buffers outside of it. */
  readonly buffers: number;
}

export interface AllocationOptions {
  /** Passes before anything is counted, so that code is compiled and what is made once is there. */
  readonly warmUps: number;
  /** The middle one counts: compilers allocate too, now and then. */
  readonly counts: number;
}

setFlagsFromString('--expose-gc');
/** Everything that is garbage is collected when it returns. */
export const collect = runInNewContext('gc') as () => void;

/**
 * What one pass allocates, whether it is garbage afterwards or not. Nothing is collected meanwhile, so what was allocated is
 * what the heap has grown by.
 * @throws where a pass allocates so much that it does not get through without a collection
 */
export async function allocatedBy(
  pass: () => unknown,
  { warmUps, counts: times }: AllocationOptions,
): Promise<Allocated> {
  for (let i = 0; i < warmUps; i++) await pass();
  const counts: Allocated[] = [];
  for (let i = 0; i < times; i++) {
    const count = await countOnce(pass);
    if (count) counts.push(count);
  }
  counts.sort((one, other) => one.heap + one.buffers - other.heap - other.buffers);
  const middle = counts[counts.length >> 1];
  if (!middle) throw new Error('a pass allocates too much to be counted');
  return middle;
}

/** @returns null where there was a collection meanwhile */
async function countOnce(pass: () => unknown): Promise<Allocated | null> {
  collect();
  // The buffers found unused are given back in the background; a second collection waits for that.
  collect();
  const profiler = new GCProfiler();
  profiler.start();
  const buffersBefore = process.memoryUsage().arrayBuffers;
  const heapBefore = getHeapStatistics().used_heap_size;
  await pass();
  const heap = getHeapStatistics().used_heap_size - heapBefore;
  const buffers = process.memoryUsage().arrayBuffers - buffersBefore;
  return profiler.stop().statistics.length ? null : { heap, buffers };
}
