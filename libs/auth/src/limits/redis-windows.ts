import { ThrottlerStorageRedisService } from '@nest-lab/throttler-storage-redis';
import type { ThrottlerStorage } from '@nestjs/throttler';
import type { RedisClient, RedisClients } from '@app/redis';

/** Its overloads take either kind of client, but not one of which the kind is not known. */
const Storage = ThrottlerStorageRedisService as unknown as new (client: RedisClient) => ThrottlerStorage;

/** Counts in Redis, which all instances with its prefix share. */
export class RedisWindows implements ThrottlerStorage {
  private readonly storage: ThrottlerStorage;

  constructor(private readonly redis: Pick<RedisClients, 'commands' | 'key'>) {
    this.storage = new Storage(redis.commands);
  }

  increment(
    key: string,
    ...rest: [ttl: number, limit: number, blockDuration: number, name: string]
  ): ReturnType<ThrottlerStorage['increment']> {
    return this.storage.increment(this.redis.key('limit', key), ...rest);
  }
}
