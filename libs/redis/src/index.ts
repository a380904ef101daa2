/**
 * The one place that makes Redis clients. Inject `@Inject(REDIS) redis: RedisClients | null`: null where REDIS_URL is not
 * set. `redis.commands` fails fast while Redis is away (catch it), `redis.buffers` is for bytes, `redis.subscriber` for
 * subscriptions, `redis.key(…)` names a key, `redis.health()` says up or down and since when. Outside Nest:
 * `new RedisClients({ address: parseRedisUrl(url)!, … })`. Tests start a server with `RedisServer` of @app/testing.
 */
export type { RedisClient, RedisPurpose } from './make-client';
export * from './redis-address';
export * from './redis-clients';
export * from './redis-settings';
export * from './redis.module';
