import { Cluster, Redis } from 'ioredis';
import type { RedisOptions } from 'ioredis';
import type { Millis } from '@app/core';
import type { RedisAddress } from './redis-address';

/** Commands mean the same on either. In a cluster, keys that one command or script names share a `{tag}`. */
export type RedisClient = Redis | Cluster;

/** What a connection is for: commands, whose answers are text; bytes, which may be long; what others publish. */
export type RedisPurpose = 'commands' | 'buffers' | 'subscriber';

const CONNECT_TIMEOUT_MS: Millis = 2000;
const LONGEST_PAUSE_MS: Millis = 2000;

/** How many connections of a client are open: of a cluster, one for each node that was needed so far. */
export function openConnections(client: RedisClient): number {
  const all = client instanceof Cluster ? client.nodes() : [client];
  return all.filter(({ status }) => status === 'ready').length;
}

/** A little later each time, and never all instances at the same moment. */
const pauseBefore = (attempt: number): Millis =>
  Math.min(LONGEST_PAUSE_MS, 50 * 2 ** Math.min(attempt, 6)) * (0.5 + Math.random() / 2);

/** A master that has become a replica is left for the new one. */
const isDemoted = (error: Error): boolean => error.message.startsWith('READONLY');

/**
 * A client that connects at once and for ever tries again. Commands fail fast while there is no connection, and are not
 * sent twice; subscriptions wait for it and are renewed.
 */
export function makeClient(
  address: RedisAddress,
  purpose: RedisPurpose,
  name: string,
  commandTimeoutMs: Millis,
): RedisClient {
  const waits = purpose === 'subscriber';
  const { username, password, db, tls } = address;
  const options: RedisOptions = {
    connectionName: `${name}-${purpose}`,
    connectTimeout: CONNECT_TIMEOUT_MS,
    retryStrategy: pauseBefore,
    reconnectOnError: isDemoted,
    enableOfflineQueue: waits,
    maxRetriesPerRequest: waits ? null : 0,
    autoResendUnfulfilledCommands: waits,
    // Its timer outlives a connection that is gone already, and holds up the end of the process.
    disconnectTimeout: 100,
    keepAlive: 10_000,
    db,
    ...(waits ? {} : { commandTimeout: commandTimeoutMs }),
    ...(username === null ? {} : { username }),
    ...(password === null ? {} : { password }),
    ...(tls ? { tls: {} } : {}),
  };
  switch (address.kind) {
    case 'single':
      return new Redis({ ...options, ...address.node });
    case 'sentinel':
      return new Redis({
        ...options,
        sentinels: [...address.nodes],
        name: address.master,
        sentinelRetryStrategy: pauseBefore,
        enableTLSForSentinelMode: tls,
      });
    case 'cluster':
      return new Cluster([...address.nodes], {
        redisOptions: options,
        clusterRetryStrategy: pauseBefore,
        enableOfflineQueue: waits,
        retryDelayOnFailover: commandTimeoutMs,
      });
  }
}
