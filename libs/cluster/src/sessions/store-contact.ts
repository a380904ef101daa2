import type { Clock, Millis } from '@app/core';
import type { RedisClients } from '@app/redis';

/**
 * Whether a store that does not answer is down for everybody, or only this instance is cut off from it. A refused
 * connection and a name that leads nowhere say that there is no store; silence says nothing.
 */
export interface StoreContact {
  /** There is no store at all, as far as anybody can tell. */
  readonly absent: boolean;
  /** Letters of other instances reach this one. While none do, they take it for gone. */
  readonly listening: boolean;
}

export const alwaysThere: StoreContact = { absent: false, listening: true };

/** That there is none is heard again with every attempt to connect, at least this often. */
const ABSENT_FOR_MS: Millis = 5000;

/**
 * Nobody listens there, or nobody has that name, as when a container is stopped. A name server that is silent is no such
 * answer: the attempt to connect has timed out before.
 */
const ABSENCES: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

export class RedisContact implements StoreContact {
  private absentAt = -Infinity;

  constructor(
    private readonly redis: RedisClients,
    private readonly clock: Clock,
  ) {
    redis.commands.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (code !== undefined && ABSENCES.has(code)) this.absentAt = clock.now();
    });
  }

  get listening(): boolean {
    return this.redis.subscriber.status === 'ready';
  }

  get absent(): boolean {
    return this.clock.now() - this.absentAt < ABSENT_FOR_MS;
  }
}
