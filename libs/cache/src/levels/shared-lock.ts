import { randomUUID } from 'node:crypto';
import type { Millis } from '@app/core';
import type { RedisClients } from '@app/redis';

/** The lock of an instance that died is free again after this. */
const HELD_MS: Millis = 5000;

/** Deletes the lock only where it is still ours. */
const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

/** Who of all instances makes something, while the others wait. */
export class SharedLock {
  private readonly owner = randomUUID();

  constructor(private readonly redis: RedisClients) {}

  /** @returns whether it is ours now; another's otherwise. @throws where Redis does not do as asked */
  async take(key: string): Promise<boolean> {
    return (await this.redis.commands.set(lockOf(key), this.owner, 'PX', HELD_MS, 'NX')) === 'OK';
  }

  async isTaken(key: string): Promise<boolean> {
    return (await this.redis.commands.exists(lockOf(key))) === 1;
  }

  async release(key: string): Promise<void> {
    await this.redis.commands.eval(RELEASE, 1, lockOf(key), this.owner);
  }
}

const lockOf = (key: string): string => `${key}:lock`;
