/** Where something is kept: in this process, or in the Redis that instances share. */
export type CacheLevel = (typeof cacheLevels)[number];

export const cacheLevels = ['memory', 'redis'] as const;

/**
 * - `slow`, `unavailable`: Redis did not answer in time, or not at all;
 * - `corrupt`, `wrong-type`: what it held was none of ours, and was dropped;
 * - `full`: it has no room;
 * - `skipped`: too much waited to be written already.
 */
export type CacheTrouble = (typeof cacheTroubles)[number];

export const cacheTroubles = ['slow', 'unavailable', 'corrupt', 'wrong-type', 'full', 'skipped'] as const;

/** Watches the caches. Must neither throw nor block. Sizes are asked for: see `Caches.stats`. */
export interface CacheObserver {
  hit(level: CacheLevel, namespace: string): void;
  miss(level: CacheLevel, namespace: string): void;
  /** It had to make room for others. */
  evicted(namespace: string): void;
  trouble(what: CacheTrouble, namespace: string): void;
}
