import { Injectable } from '@nestjs/common';
import type { HealthIndicatorResult } from '@nestjs/terminus';
import { CacheIndicator } from './cache/cache.indicator';
import { CapacityIndicator } from './capacity/capacity.indicator';
import { DiskIndicator } from './disk/disk.indicator';
import { DrainIndicator } from './drain/drain.indicator';
import { LatencyIndicator } from './latency/latency.indicator';
import { HeapIndicator } from './process/heap.indicator';
import { LoopLagIndicator } from './process/loop-lag.indicator';
import { ProvidersIndicator } from './providers/providers.indicator';
import { RedisIndicator } from './redis/redis.indicator';

/** Answers at once, from what is known already. */
export interface Component {
  check(): HealthIndicatorResult;
}

/** What health is made of, by the question it answers. */
@Injectable()
export class Components {
  readonly all: readonly Component[];
  /** Of these each that is down keeps calls from being served. No other may ever be down: the two answers would differ. */
  readonly forCalls: readonly Component[];
  /** Of these each that is down would be better after a restart. */
  readonly ofProcess: readonly Component[];

  constructor(
    providers: ProvidersIndicator,
    drain: DrainIndicator,
    latency: LatencyIndicator,
    loop: LoopLagIndicator,
    heap: HeapIndicator,
    cache: CacheIndicator,
    capacity: CapacityIndicator,
    redis: RedisIndicator,
    disk: DiskIndicator,
  ) {
    this.all = [providers, drain, latency, loop, heap, cache, capacity, redis, disk];
    this.forCalls = [providers, drain, heap];
    this.ofProcess = [loop, heap];
  }
}
