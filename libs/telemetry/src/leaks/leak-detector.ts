import { growthOf } from './growth';

/** What is counted after a full garbage collection; `heap` in bytes, the rest by kind. */
export interface MemorySample {
  readonly callsEnded: number;
  readonly heapBytes: number;
  /** Things of each kind: timers, sockets, live calls, cached entries, bytes outside of the heap. */
  readonly kinds: Readonly<Record<string, number>>;
}

export interface Leak {
  readonly bytesPerCall: number;
  /** The kind of thing that grows with the calls most surely; null: only the heap itself does. */
  readonly suspect: string | null;
}

const SAMPLES = 30;
/** Before that, growth is warming up. */
const LEAST_SAMPLES = 8;
const LEAST_CALLS = 20;
/** Less than this a call is noise. */
const NOTABLE_BYTES = 10_000;
const NOTABLE_SHARE = 0.2;
const GOOD_FIT = 0.8;

/** Sees memory that grows with every call that has ended, over the last samples. */
export class LeakDetector {
  private readonly samples: MemorySample[] = [];

  /** @returns what leaks, or null */
  add(sample: MemorySample): Leak | null {
    this.samples.push(sample);
    if (this.samples.length > SAMPLES) this.samples.shift();
    const calls = sample.callsEnded - this.samples[0]!.callsEnded;
    if (this.samples.length < LEAST_SAMPLES || calls < LEAST_CALLS) return null;
    const heap = this.growth(({ heapBytes }) => heapBytes);
    if (!heap || heap.fit < GOOD_FIT || heap.slope < NOTABLE_BYTES) return null;
    return { bytesPerCall: Math.round(heap.slope), suspect: this.suspect() };
  }

  private suspect(): string | null {
    let [suspect, best] = [null as string | null, GOOD_FIT];
    for (const kind of Object.keys(this.samples.at(-1)!.kinds)) {
      const growth = this.growth(({ kinds }) => kinds[kind] ?? 0);
      if (!growth || growth.slope < NOTABLE_SHARE || growth.fit <= best) continue;
      [suspect, best] = [kind, growth.fit];
    }
    return suspect;
  }

  private growth(value: (sample: MemorySample) => number): ReturnType<typeof growthOf> {
    return growthOf(this.samples.map(sample => [sample.callsEnded, value(sample)]));
  }
}
