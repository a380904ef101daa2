import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RedisServer } from '@app/testing';
import { parseCompose, root } from './support/compose-file';

const LIMIT_BYTES = 512 * 2 ** 20;

describe('Redis as production has it', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start('--include', join(root, 'deploy/redis/redis.conf'));
  });
  afterAll(() => server.close());

  const setting = (name: string): string => {
    const asked = ['-p', String(server.port), 'config', 'get', name];
    return execFileSync('redis-cli', asked, { encoding: 'utf8' }).trim().split('\n')[1]!;
  };

  it('starts with its file, keeps what it has, and forgets what was not used for longest when memory is short', () => {
    expect(setting('appendonly')).toBe('yes');
    expect(setting('maxmemory')).toBe(String(LIMIT_BYTES));
    expect(setting('maxmemory-policy')).toBe('volatile-lru');
  });

  it('has memory left, for the copy that it writes down', () => {
    const { deploy, command } = parseCompose('docker-compose.prod.yml').content.services['redis']!;
    const { memory } = (deploy as { resources: { limits: { memory: string } } }).resources.limits;
    expect(parseInt(memory, 10) * 2 ** 20).toBeGreaterThanOrEqual(1.5 * LIMIT_BYTES);
    expect(command).toEqual(['redis-server', '/etc/redis/redis.conf']);
    expect(readFileSync(join(root, 'deploy/redis/redis.conf'), 'utf8')).not.toMatch(/^dir /m);
  });
});
