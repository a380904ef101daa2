import type { Clock, Millis } from '@app/core';
import type { RedisClients } from '@app/redis';

/**
 * Whether a store that does not answer is down for everybody, or only this instance is cut off from it. Somebody who
 * refuses the connection says that there is no store; silence says nothing.
 */
export interface StoreContact {
  readonly refused: boolean;
  /** Letters of other instances reach this one. While none do, they take it for gone. */
  readonly listening: boolean;
}

export const alwaysThere: StoreContact = { refused: false, listening: true };

/** A refusal is heard again with every attempt to connect, at least this often. */
const REFUSED_FOR_MS: Millis = 5000;

export class RedisContact implements StoreContact {
  private refusedAt = -Infinity;

  constructor(
    private readonly redis: RedisClients,
    private readonly clock: Clock,
  ) {
    redis.commands.on('error', (error: unknown) => {
      if (isRefusal(error)) this.refusedAt = clock.now();
    });
  }

  get listening(): boolean {
    return this.redis.subscriber.status === 'ready';
  }

  get refused(): boolean {
    return this.clock.now() - this.refusedAt < REFUSED_FOR_MS;
  }
}

const isRefusal = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && error.code === 'ECONNREFUSED') || error.message.includes('ECONNREFUSED'));
