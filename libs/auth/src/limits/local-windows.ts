import type { ThrottlerStorage } from '@nestjs/throttler';
import { LRUCache } from 'lru-cache';
import type { Clock, Millis } from '@app/core';

type Counted = Awaited<ReturnType<ThrottlerStorage['increment']>>;

interface Window {
  hits: number;
  endsAt: Millis;
  blockedUntil: Millis;
}

/** Who comes from more addresses than this pushes out the oldest counts, not the service. */
const MOST_KEYS = 50_000;

/** Up to the next whole one, but not for the fraction of a ms that adding and subtracting leaves. */
const seconds = (ms: Millis): number => Math.ceil(Math.round(ms) / 1000);

/** Counts of this instance, in windows of fixed length; in memory, and no more of it than it may take. */
export class LocalWindows implements ThrottlerStorage {
  private readonly windows = new LRUCache<string, Window>({ max: MOST_KEYS });

  constructor(private readonly clock: Clock) {}

  increment(key: string, ttl: Millis, limit: number, blockDuration: Millis, name: string): Promise<Counted> {
    const now = this.clock.now();
    const id = `${name}:${key}`;
    const window = this.current(id, now, ttl);
    if (window.blockedUntil <= now) {
      window.hits++;
      if (window.hits > limit) window.blockedUntil = now + blockDuration;
    }
    const left = window.blockedUntil - now;
    return Promise.resolve({
      totalHits: window.hits,
      timeToExpire: seconds(window.endsAt - now),
      isBlocked: left > 0,
      timeToBlockExpire: seconds(Math.max(0, left)),
    });
  }

  /** A new one where there is none, where its time is over, or where a block has just ended. */
  private current(id: string, now: Millis, ttl: Millis): Window {
    const known = this.windows.get(id);
    if (known) {
      const wasBlocked = known.blockedUntil > 0;
      if (wasBlocked ? known.blockedUntil > now : known.endsAt > now) return known;
    }
    const fresh = { hits: 0, endsAt: now + ttl, blockedUntil: 0 };
    this.windows.set(id, fresh);
    return fresh;
  }
}
