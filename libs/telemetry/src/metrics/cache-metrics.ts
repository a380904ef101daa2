import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter } from 'prom-client';
import { CACHE_EVICTIONS, CACHE_HITS, CACHE_MISSES, CACHE_TROUBLES } from './metric-names';

/** The one level whose size and evictions are this instance's to tell: Redis belongs to all, and has its own. */
export const MEMORY = 'memory';

/** What caches hold in memory, by namespace. */
export type CacheSizeSource = () => Readonly<
  Record<string, { readonly entries: number; readonly bytes: number }>
>;

/** Asked for when metrics are read. */
@Injectable()
export class CacheSizes {
  private source: CacheSizeSource = () => ({});

  readFrom(source: CacheSizeSource): void {
    this.source = source;
  }

  read(of: 'entries' | 'bytes', set: (namespace: string, value: number) => void): void {
    for (const [namespace, sizes] of Object.entries(this.source())) set(namespace, sizes[of]);
  }
}

/** What caches found and did not find. */
@Injectable()
export class CacheMetrics {
  constructor(
    @InjectMetric(CACHE_HITS) private readonly hits: Counter<'level' | 'namespace'>,
    @InjectMetric(CACHE_MISSES) private readonly misses: Counter<'level' | 'namespace'>,
    @InjectMetric(CACHE_EVICTIONS) private readonly evictions: Counter<'level' | 'namespace'>,
    @InjectMetric(CACHE_TROUBLES) private readonly troubles: Counter<'namespace' | 'kind'>,
  ) {}

  /** What can happen to a namespace, and has not so far. */
  known(namespace: string, levels: readonly string[], troubles: readonly string[]): void {
    for (const level of levels) {
      this.hits.inc({ level, namespace }, 0);
      this.misses.inc({ level, namespace }, 0);
    }
    for (const kind of troubles) this.troubles.inc({ namespace, kind }, 0);
    this.evictions.inc({ level: MEMORY, namespace }, 0);
  }

  hit(level: string, namespace: string): void {
    this.hits.inc({ level, namespace });
  }

  miss(level: string, namespace: string): void {
    this.misses.inc({ level, namespace });
  }

  evicted(namespace: string): void {
    this.evictions.inc({ level: MEMORY, namespace });
  }

  trouble(kind: string, namespace: string): void {
    this.troubles.inc({ namespace, kind });
  }
}
