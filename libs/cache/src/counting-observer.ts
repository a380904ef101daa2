import type { CacheLevel, CacheObserver, CacheTrouble } from './cache-observer';

export interface CacheCounts {
  readonly hits: Readonly<Record<CacheLevel, number>>;
  /** Found nowhere, or only in Redis for `memory`. */
  readonly misses: Readonly<Record<CacheLevel, number>>;
  readonly evictions: number;
  /** How often Redis was of no use, by what was the matter. */
  readonly troubles: Readonly<Partial<Record<CacheTrouble, number>>>;
}

interface Counting {
  readonly hits: Record<CacheLevel, number>;
  readonly misses: Record<CacheLevel, number>;
  evictions: number;
  readonly troubles: Partial<Record<CacheTrouble, number>>;
}

/** Counts for /health what it passes on to the metrics. */
export class CountingObserver implements CacheObserver {
  private readonly counts = new Map<string, Counting>();

  constructor(private readonly next: CacheObserver) {}

  of(namespace: string): CacheCounts {
    return this.counting(namespace);
  }

  hit(level: CacheLevel, namespace: string): void {
    this.counting(namespace).hits[level]++;
    this.next.hit(level, namespace);
  }

  miss(level: CacheLevel, namespace: string): void {
    this.counting(namespace).misses[level]++;
    this.next.miss(level, namespace);
  }

  evicted(namespace: string): void {
    this.counting(namespace).evictions++;
    this.next.evicted(namespace);
  }

  trouble(what: CacheTrouble, namespace: string): void {
    const { troubles } = this.counting(namespace);
    troubles[what] = (troubles[what] ?? 0) + 1;
    this.next.trouble(what, namespace);
  }

  private counting(namespace: string): Counting {
    const known = this.counts.get(namespace);
    if (known) return known;
    const none = { memory: 0, redis: 0 };
    const made = { hits: { ...none }, misses: { ...none }, evictions: 0, troubles: {} };
    this.counts.set(namespace, made);
    return made;
  }
}
