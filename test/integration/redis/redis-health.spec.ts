import { RedisServer } from '@app/testing';
import { Service } from '../../e2e/support/service';

interface Redis {
  readonly status: string;
  readonly since: string;
  readonly reason?: string;
}

describe('/health of a service with Redis', () => {
  let server: RedisServer;
  let service: Service;
  beforeAll(async () => {
    server = await RedisServer.start();
    service = await Service.start({
      REDIS_URL: server.url,
      STT_PROVIDER: 'simulated',
      AI_PROVIDER: 'simulated',
      TTS_PROVIDER: 'simulated',
    });
  });
  afterAll(async () => {
    await service.stop();
    await server.close();
  });

  const redis = async (): Promise<Redis> => {
    const { body } = await service.get('/health');
    return (body as { details: { redis: Redis } }).details.redis;
  };
  const until = async (status: string): Promise<Redis> => {
    for (;;) {
      const now = await redis();
      if (now.status === status) return now;
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  };
  const metric = async (name: string): Promise<number> => {
    const { body } = await service.get('/metrics');
    return Number(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)$`, 'm').exec(String(body))?.[1]);
  };

  it('says when Redis was lost, stays ready, and says when it is back', async () => {
    const { since } = await until('up');
    expect(await metric('realtime_redis_connections')).toBeGreaterThanOrEqual(2);
    await server.kill();
    const lost = await until('degraded');
    expect(lost.reason).toBe('Redis does not answer');
    expect(Date.parse(lost.since)).toBeGreaterThan(Date.parse(since));
    expect((await service.get('/health')).status).toBe(200);
    expect((await service.get('/health/ready')).status).toBe(200);
    expect([await metric('realtime_redis_connections'), await metric('realtime_redis_up')]).toEqual([0, 0]);
    await server.restart();
    const back = await until('up');
    expect(Date.parse(back.since)).toBeGreaterThan(Date.parse(lost.since));
  });
});
