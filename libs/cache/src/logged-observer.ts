import { Logger } from '@nestjs/common';
import type { LogLevel } from '@app/telemetry';
import type { CacheLevel, CacheObserver, CacheTrouble } from './cache-observer';

/** The part of the service that tells what caches find: `DEBUG=realtime-processor:cache`. */
const CACHE_PART = 'cache';

/** Tells the log, where that is wanted, what it passes on to the metrics. */
export class LoggedObserver implements CacheObserver {
  private readonly log = new Logger(CACHE_PART);

  constructor(
    private readonly next: CacheObserver,
    private readonly level: Pick<LogLevel, 'debugs'>,
  ) {}

  hit(level: CacheLevel, namespace: string): void {
    this.next.hit(level, namespace);
    this.tell('hit', namespace, level);
  }

  miss(level: CacheLevel, namespace: string): void {
    this.next.miss(level, namespace);
    this.tell('miss', namespace, level);
  }

  evicted(namespace: string): void {
    this.next.evicted(namespace);
    this.tell('evicted', namespace, 'memory');
  }

  trouble(what: CacheTrouble, namespace: string): void {
    this.next.trouble(what, namespace);
    this.tell(what, namespace, 'redis');
  }

  private tell(msg: string, namespace: string, where: CacheLevel): void {
    if (this.level.debugs(CACHE_PART)) this.log.debug({ namespace, where, msg });
  }
}
