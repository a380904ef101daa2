import { Configuration } from '@app/config';
import { parseRedisUrl } from './redis-address';
import { RedisSettings } from './redis-settings';

const open = { username: null, password: null, db: 0, tls: false };

describe('where Redis is', () => {
  it('is one server, with what it asks for', () => {
    expect(parseRedisUrl('redis://localhost')).toEqual({
      kind: 'single',
      node: { host: 'localhost', port: 6379 },
      ...open,
    });
    expect(parseRedisUrl('rediss://app:p%40ss@cache.example:7000/3')).toEqual({
      kind: 'single',
      node: { host: 'cache.example', port: 7000 },
      username: 'app',
      password: 'p@ss',
      db: 3,
      tls: true,
    });
    expect(parseRedisUrl('redis://:secret@[::1]:6380')).toMatchObject({
      node: { host: '::1', port: 6380 },
      username: null,
      password: 'secret',
    });
  });

  it('is a master that sentinels know', () => {
    expect(parseRedisUrl('redis+sentinel://a:1,b/calls/2')).toEqual({
      kind: 'sentinel',
      nodes: [
        { host: 'a', port: 1 },
        { host: 'b', port: 26_379 },
      ],
      master: 'calls',
      ...open,
      db: 2,
    });
  });

  it('is a cluster, of which some nodes are known', () => {
    expect(parseRedisUrl('rediss+cluster://:pw@a,b:7001')).toEqual({
      kind: 'cluster',
      nodes: [
        { host: 'a', port: 6379 },
        { host: 'b', port: 7001 },
      ],
      ...open,
      password: 'pw',
      tls: true,
    });
  });

  it.each([
    ['http://localhost'],
    ['redis://'],
    ['redis://a,b'],
    ['redis://a:0'],
    ['redis://a:70000'],
    ['redis://a/first'],
    ['redis://a/0/1'],
    ['redis://%zz@a'],
    ['redis+sentinel://a,b'],
    ['redis+cluster://a/1'],
    ['localhost:6379'],
  ])('is not said by %s', url => {
    expect(parseRedisUrl(url)).toBeNull();
    expect(() => Configuration.load([RedisSettings], { REDIS_URL: url })).toThrow(/REDIS_URL: /);
  });

  it('is nowhere where nothing is set', () => {
    expect(Configuration.load([RedisSettings], {}).get(RedisSettings).url).toBe('');
  });
});
