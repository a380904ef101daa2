import { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { Controller, Get, Logger as NestLogger, Query } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Logger, LoggerModule } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import { pinoHttp } from 'pino-http';
import type { HttpLogger, Options } from 'pino-http';
import { loggerParams, wantsPretty } from './logger-params';
import type { LogOptions } from './logger-params';

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl';

class Lines extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }

  /** The stream for people writes a moment later. */
  async until(words: string): Promise<string> {
    while (!this.text.includes(words)) await setImmediate();
    return this.text;
  }

  get records(): Record<string, unknown>[] {
    return this.text
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Record<string, unknown>);
  }
}

@Controller()
class TalkativeController {
  private readonly logger = new NestLogger(TalkativeController.name);

  @Get('talk')
  talk(@Query('token') token: string): string {
    this.logger.log({ msg: 'they said', token, nested: { audioData: 'AAAA', callId: 'call-1' } });
    this.logger.log(`opened ws://host/realtime/conversation?token=${token}&callId=call-1`);
    return 'ok';
  }

  @Get('health')
  health(): string {
    return 'ok';
  }
}

describe('the log of the application', () => {
  const lines = new Lines();
  let app: INestApplication;

  /** One application only: nestjs-pino keeps its first root logger for the life of the process. */
  beforeAll(async () => {
    const params = await loggerParams({ level: 'debug', pretty: false, destination: lines });
    const module = await Test.createTestingModule({
      imports: [LoggerModule.forRoot(params)],
      controllers: [TalkativeController],
    }).compile();
    app = module.createNestApplication({ bufferLogs: true });
    app.useLogger(app.get(Logger));
    await app.listen(0, '127.0.0.1');
  });

  beforeEach(() => (lines.text = ''));
  afterAll(() => app.close());

  const get = async (path: string): Promise<void> => {
    const headers = {
      authorization: `Bearer ${JWT}`,
      'sec-websocket-protocol': `bearer.${JWT}`,
      cookie: 'a=b',
    };
    await (await fetch(`${await app.getUrl()}${path}`, { headers })).text();
    await lines.until(path.startsWith('/talk') ? 'request completed' : '');
  };

  it('is one JSON object a line, with the request’s path and nothing else of it', async () => {
    await get(`/talk?token=${JWT}&callId=call-1`);
    const completed = lines.records.find(record => record['msg'] === 'request completed');
    expect(completed).toMatchObject({ req: { method: 'GET', path: '/talk' }, res: { statusCode: 200 } });
    expect(Object.keys(completed?.['req'] as object).sort()).toEqual([
      'id',
      'method',
      'path',
      'remoteAddress',
    ]);
  });

  it.each([JWT, 'valid_ann_call-1', 'an-opaque-token'])(
    'never holds the token %s, whoever logged it',
    async token => {
      await get(`/talk?token=${token}`);
      expect(lines.text).toContain('they said');
      expect(lines.text).toContain('callId=call-1');
      for (const hidden of [token, JWT, 'AAAA']) expect(lines.text).not.toContain(hidden);
    },
  );

  it('is silent about health checks', async () => {
    await get('/health');
    await get('/talk');
    expect(lines.text).toContain('"path":"/talk"');
    expect(lines.text).not.toContain('"path":"/health"');
  });
});

describe('the logger', () => {
  const make = async (options: Omit<LogOptions, 'destination'>): Promise<[HttpLogger['logger'], Lines]> => {
    const lines = new Lines();
    const params = await loggerParams({ ...options, destination: lines });
    return [pinoHttp(...(params.pinoHttp as [Options, DestinationStream])).logger, lines];
  };

  it('heeds the level', async () => {
    const [logger, lines] = await make({ level: 'warn', pretty: false });
    logger.info('quiet');
    logger.warn('loud');
    expect(lines.records.map(record => record['msg'])).toEqual(['loud']);
  });

  it.each([
    ['development', 'at a terminal', true],
    ['development', 'in a pipe', false],
    ['production', 'at a terminal', false],
    ['production', 'in a pipe', false],
  ])('in %s %s is for people: %s', (mode, where, pretty) => {
    expect(wantsPretty(mode === 'production', where === 'at a terminal')).toBe(pretty);
  });

  it('is readable at a terminal, and just as discreet', async () => {
    const [logger, lines] = await make({ level: 'info', pretty: true });
    logger.info(`they said ${JWT}`);
    expect(await lines.until('they said')).toMatch(/INFO.*they said/);
    expect(lines.text).not.toContain(JWT);
  });
});
