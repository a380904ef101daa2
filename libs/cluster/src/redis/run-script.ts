import { createHash } from 'node:crypto';
import type { RedisClient } from '@app/redis';

const hashes = new Map<string, string>();

const hashOf = (script: string): string => {
  const known = hashes.get(script) ?? createHash('sha1').update(script).digest('hex');
  hashes.set(script, known);
  return known;
};

/** Runs a script over one key by its hash; sent whole only where Redis does not know it. */
export async function runScript(
  client: RedisClient,
  script: string,
  key: string,
  args: readonly (string | number)[],
): Promise<unknown> {
  try {
    return await client.evalsha(hashOf(script), 1, key, ...args);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
    return client.eval(script, 1, key, ...args);
  }
}
