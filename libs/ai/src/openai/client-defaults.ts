import type { ClientOptions } from 'openai';
import type { ConnectionPool } from './connection-pool';

type ClientDefaults = Pick<ClientOptions, 'fetch' | 'maxRetries' | 'logLevel' | 'organization' | 'project'>;

/**
 * What every client of the SDK is made with here. Its own retries are off, since the next resource or provider is asked
 * instead; its log would show what callers say; and of the environment only our settings count, which is why what it
 * would read there is given.
 */
export const clientDefaults = (pool: ConnectionPool): ClientDefaults => ({
  ...pool.clientOptions,
  maxRetries: 0,
  logLevel: 'off',
  organization: null,
  project: null,
});
