import { Configuration, ConfigurationModule, ServerSettings } from '@app/config';
import { AuthModule, AuthSettings, LimitSettings, LimitsModule, RateLimiter } from '@app/auth';
import { RedisModule, RedisSettings } from '@app/redis';
import { RedisServer } from '@app/testing';
import { ConsoleLogger } from '@nestjs/common';
import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';

describe('Limits of several instances on one Redis', () => {
  let server: RedisServer;
  const instances: INestApplicationContext[] = [];
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(async () => {
    await Promise.all(instances.map(each => each.close()));
    await server.close();
  });

  async function instance(): Promise<RateLimiter> {
    const fragments = [ServerSettings, AuthSettings, LimitSettings, RedisSettings];
    const environment = {
      RATE_LIMIT_CALLS_PER_SUBJECT: '4',
      REDIS_URL: server.url,
      REDIS_COMMAND_TIMEOUT_MS: '200',
    };
    const module = await Test.createTestingModule({
      imports: [
        ConfigurationModule.forRoot(Configuration.load(fragments, environment)),
        RedisModule.forRoot(),
        AuthModule.forRoot(),
        LimitsModule.forRoot(),
      ],
    })
      .setLogger(new ConsoleLogger({ logLevels: [] }))
      .compile();
    instances.push(await module.init());
    return module.get(RateLimiter);
  }

  const refusals = async (limiter: RateLimiter, times: number): Promise<number> => {
    let refused = 0;
    for (let i = 0; i < times; i++) if ((await limiter.take('calls_subject', 'ann')) > 0) refused++;
    return refused;
  };

  it('hold across them; without Redis each counts for itself, and nobody hears of it', async () => {
    const [first, second] = [await instance(), await instance()];
    expect(await refusals(first, 2)).toBe(0);
    expect(await refusals(second, 3)).toBe(1);
    expect(await refusals(first, 1)).toBe(1);
    await server.kill();
    // Five each: the fifth is one too many for each of them alone.
    expect(await refusals(first, 5)).toBe(1);
    expect(await refusals(second, 5)).toBe(1);
  });
});
