import { Controller, Get, UseGuards } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Configuration, ConfigurationModule, ServerSettings } from '@app/config';
import type { Environment } from '@app/config';
import { systemClock } from '@app/core';
import { AuthModule } from '../auth.module';
import { AuthSettings } from '../auth-settings';
import type { AccessScope, Identity } from '../identity';
import { LimitSettings } from '../limits/limit-settings';
import { LimitsModule } from '../limits/limits.module';
import { mintToken } from '../tokens/mint-token';
import { CallerIdentity } from './request-identity';
import { RequireScope } from './require-scope.decorator';
import { ScopeGuard } from './scope.guard';

const SECRET = 'k8Jq2vX0pLw7ZrT4sNf6YbQe1HdUc9Ga';

@Controller()
@UseGuards(ScopeGuard)
@RequireScope('ops')
class DoorsController {
  @Get('state')
  state(@CallerIdentity() identity: Identity | null): { caller: string | null } {
    return { caller: identity?.subject ?? null };
  }

  @Get('call')
  @RequireScope('call')
  call(@CallerIdentity() identity: Identity | null): { caller: string | null } {
    return { caller: identity?.subject ?? null };
  }

  @Get('admin')
  @RequireScope('admin')
  admin(): string {
    return 'open';
  }
}

@Controller('free')
@UseGuards(ScopeGuard)
class FreeController {
  @Get()
  free(): string {
    return 'open';
  }
}

const tokenWith = (...scopes: AccessScope[]): string =>
  mintToken(SECRET, { subject: 'ann', callId: '*', lifetimeSeconds: 60, scopes }, systemClock);

describe('ScopeGuard', () => {
  let app: INestApplication;
  let url: string;

  const start = async (environment: Environment): Promise<void> => {
    const configuration = Configuration.load([ServerSettings, AuthSettings, LimitSettings], environment);
    const module = await Test.createTestingModule({
      imports: [ConfigurationModule.forRoot(configuration), AuthModule.forRoot(), LimitsModule.forRoot()],
      controllers: [DoorsController, FreeController],
    }).compile();
    app = module.createNestApplication({ logger: false });
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  };

  const get = (path: string, token?: string): Promise<Response> =>
    fetch(`${url}/${path}`, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });

  afterEach(() => app.close());

  describe('in production', () => {
    beforeEach(() => start({ NODE_ENV: 'production', JWT_SECRET: SECRET }));

    it('lets in who holds the scope, and tells the handler who it is', async () => {
      const response = await get('state', tokenWith('ops'));
      expect([response.status, await response.json()]).toEqual([200, { caller: 'ann' }]);
    });

    it('answers 401 without a token and 403 without the scope', async () => {
      const missing = await get('state');
      expect([missing.status, missing.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
      expect(await missing.json()).toMatchObject({ code: 'token_missing' });
      expect((await get('admin', tokenWith('ops', 'call'))).status).toBe(403);
    });

    it('says what is wrong with a token, in words that do not hold it', async () => {
      const token = mintToken(SECRET, { subject: 'ann', callId: '*', lifetimeSeconds: -60 }, systemClock);
      const response = await get('call', token);
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"');
      expect(await response.json()).toEqual({
        statusCode: 401,
        code: 'token_expired',
        message: 'The token has expired',
      });
    });

    it('refuses a development token', async () => {
      expect((await get('state', 'valid_test_token')).status).toBe(401);
    });

    it('leaves alone what asks for no scope', async () => {
      expect((await get('free')).status).toBe(200);
    });
  });

  it('counts the requests of an address and of a user, and says how long to wait', async () => {
    await start({
      NODE_ENV: 'production',
      JWT_SECRET: SECRET,
      RATE_LIMIT_HTTP_PER_IP: '5',
      RATE_LIMIT_HTTP_PER_SUBJECT: '2',
    });
    const token = tokenWith('ops');
    const statuses: [number, string | null][] = [];
    for (let i = 0; i < 6; i++) {
      const response = await get(i < 4 ? 'state' : 'free', token);
      statuses.push([response.status, response.headers.get('retry-after')]);
    }
    const late = [429, '60'];
    expect(statuses).toEqual([[200, null], [200, null], late, late, [200, null], late]);
  });

  describe('in development', () => {
    beforeEach(() => start({}));

    it('opens the ops paths, and only those, to everybody', async () => {
      const response = await get('state');
      expect([response.status, await response.json()]).toEqual([200, { caller: null }]);
      expect((await get('call')).status).toBe(401);
      expect((await get('admin')).status).toBe(401);
    });

    it('takes a development token for everything', async () => {
      expect(await (await get('call', 'valid_test_token')).json()).toEqual({ caller: 'test' });
      expect((await get('admin', 'valid_test_token')).status).toBe(200);
    });
  });

  it('keeps the ops paths closed when development tokens are switched off', async () => {
    await start({ AUTH_DEV_TOKENS: 'false', JWT_SECRET: SECRET });
    expect((await get('state')).status).toBe(401);
  });
});
