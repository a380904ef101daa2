import { PerformanceObserver, constants } from 'node:perf_hooks';
import type { PerformanceEntry } from 'node:perf_hooks';
import type { Clock, Millis } from '@app/core';
import { LeakDetector } from './leak-detector';

export interface LeakWatchParts {
  readonly clock: Pick<Clock, 'now'>;
  /** Calls that have ended since the start. */
  readonly callsEnded: () => number;
  /** Counts of what the application holds, by kind. */
  readonly kinds: () => Readonly<Record<string, number>>;
  readonly warn: (message: string) => void;
}

const SAMPLE_EVERY_MS: Millis = 5000;
const WARN_EVERY_MS: Millis = 300_000;

/** What Node gives out of its own things: timers, sockets, workers. */
function resources(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** Looks at memory after each full garbage collection, when only what is still held is left: MEMORY_LEAK_DETECTION. */
export class LeakWatch {
  private readonly detector = new LeakDetector();
  private readonly observer = new PerformanceObserver(list => {
    const full = list.getEntries().some(entry => {
      const { kind } = (entry as PerformanceEntry & { readonly detail: { readonly kind: number } }).detail;
      return kind === constants.NODE_PERFORMANCE_GC_MAJOR;
    });
    if (full) this.sample();
  });
  private sampledAt = Number.NEGATIVE_INFINITY;
  private warnedAt = Number.NEGATIVE_INFINITY;
  /** Calls that had ended when memory was last looked at. */
  private endedBefore = 0;

  constructor(private readonly parts: LeakWatchParts) {}

  start(): void {
    this.observer.observe({ entryTypes: ['gc'] });
  }

  stop(): void {
    this.observer.disconnect();
  }

  private sample(): void {
    const now = this.parts.clock.now();
    const callsEnded = this.parts.callsEnded();
    // Where calls are few, samples between them would push out those that are far enough apart.
    if (callsEnded === this.endedBefore || now - this.sampledAt < SAMPLE_EVERY_MS) return;
    this.endedBefore = callsEnded;
    this.sampledAt = now;
    const { heapUsed, external, arrayBuffers } = process.memoryUsage();
    const kinds = { ...resources(), ...this.parts.kinds(), external, arrayBuffers };
    const leak = this.detector.add({
      callsEnded,
      heapBytes: heapUsed + external,
      kinds,
    });
    if (!leak || now - this.warnedAt < WARN_EVERY_MS) return;
    this.warnedAt = now;
    const suspect = leak.suspect === null ? 'objects of the heap itself' : leak.suspect;
    this.parts.warn(
      `memory grows by ${leak.bytesPerCall} bytes with every call; what grows with it: ${suspect}`,
    );
  }
}
