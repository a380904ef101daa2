import { systemClock } from '@app/core';
import { RedisClients, parseRedisUrl } from '@app/redis';
import { RedisServer } from '@app/testing';

describe('the connections to Redis', () => {
  let server: RedisServer;
  let clients: RedisClients;
  const said: string[] = [];
  const rejections: unknown[] = [];
  const onRejection = (reason: unknown): void => void rejections.push(reason);

  beforeAll(async () => {
    process.on('unhandledRejection', onRejection);
    server = await RedisServer.start();
  });

  beforeEach(async () => {
    said.length = 0;
    clients = clientsOf(server.url);
    await clients.settle(5000);
  });

  const clientsOf = (url: string): RedisClients =>
    new RedisClients({
      address: parseRedisUrl(url)!,
      // A machine that is busy for a moment is no Redis that does not answer.
      commandTimeoutMs: 1000,
      prefix: 'test:',
      clock: systemClock,
      warn: message => said.push(message),
    });

  afterEach(() => clients.close());

  afterAll(async () => {
    await server.close();
    process.off('unhandledRejection', onRejection);
    expect(rejections).toEqual([]);
  });

  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await new Promise(resolve => setTimeout(resolve, 5));
  };

  it('carry text, bytes and messages', async () => {
    const key = clients.key('some', 'key');
    expect(key).toBe('test:some:key');
    await clients.commands.set(key, 'text');
    expect(await clients.commands.get(key)).toBe('text');
    const bytes = Buffer.from([0, 255, 128, 13, 10]);
    await clients.buffers.set(key, bytes);
    expect(await clients.buffers.getBuffer(key)).toEqual(bytes);
    const heard = new Promise(resolve => clients.subscriber.once('message', (_, text) => resolve(text)));
    await clients.subscriber.subscribe('news');
    await clients.commands.publish('news', 'hello');
    expect(await heard).toBe('hello');
    expect(clients.health()).toMatchObject({ status: 'up', kind: 'single' });
    expect(clients.connections).toBe(3);
  });

  it('fail fast while Redis is dead and come back with it, subscriptions too', async () => {
    const heard: string[] = [];
    clients.subscriber.on('message', (_, text: string) => heard.push(text));
    await clients.subscriber.subscribe('news');
    const { since } = clients.health();
    await server.kill();
    await until(() => clients.health().status === 'down');
    await until(() => clients.connections === 0);
    await expect(clients.commands.get('x')).rejects.toThrow();
    expect(clients.health().since).toBeGreaterThanOrEqual(since);
    await server.restart();
    await until(() => clients.health().status === 'up');
    while (heard.length === 0) {
      await clients.commands.publish('news', 'again').catch(() => 0);
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    await until(() => clients.connections === 3);
    expect(said).toEqual(['Redis answers', 'Redis does not answer', 'Redis answers']);
  });

  it('do not wait for a Redis that is frozen', async () => {
    server.freeze();
    try {
      await expect(clients.commands.get('x')).rejects.toThrow('timed out');
      await until(() => clients.health().status === 'down');
    } finally {
      server.thaw();
    }
    await until(() => clients.health().status === 'up');
    expect(await clients.commands.get('x')).toBeNull();
  });

  it('are counted by the nodes of a cluster, and not while it is dead', async () => {
    const node = await RedisServer.cluster();
    const cluster = clientsOf(node.url.replace('redis:', 'redis+cluster:'));
    try {
      await cluster.settle(5000);
      // Commands and bytes, each to the one node there is.
      await until(() => cluster.connections === 2);
      await node.kill();
      await until(() => cluster.connections === 0);
    } finally {
      await cluster.close();
      await node.close();
    }
  });

  it('are tried for ever where no Redis is, and a start does not wait', async () => {
    const nowhere = clientsOf('redis://127.0.0.1:1');
    await nowhere.settle(50);
    expect(nowhere.health().status).toBe('down');
    expect(nowhere.connections).toBe(0);
    await expect(nowhere.buffers.get('x')).rejects.toThrow();
    await nowhere.close();
    expect(() => nowhere.commands).toThrow('closed');
  });
});
