import { getHeapStatistics } from 'node:v8';

const MIB = 1024 * 1024;

/** How full the JavaScript heap is. */
export class Heap {
  read(): { readonly usedMiB: number; readonly limitMiB: number } {
    const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
    return { usedMiB: Math.round(used / MIB), limitMiB: Math.round(limit / MIB) };
  }
}
