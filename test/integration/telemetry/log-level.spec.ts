import { Logger } from '@nestjs/common';
import { Service } from '../../e2e/support/service';
import { KeptLog } from './support/kept-log';

describe('SIGUSR2', () => {
  const log = new KeptLog();
  let service: Service;
  beforeAll(async () => {
    const simulated = { STT_PROVIDER: 'simulated', AI_PROVIDER: 'simulated', TTS_PROVIDER: 'simulated' };
    service = await Service.start({ ...simulated, LOG_LEVEL: 'warn' }, undefined, log);
  });
  afterAll(() => service.stop());

  it('turns the log to debug and back while the service runs', () => {
    const signal = (): boolean => process.emit('SIGUSR2', 'SIGUSR2');
    const said = (): unknown[] => log.lines.map(({ msg }) => msg);
    const logger = new Logger('test');
    logger.debug('before');
    signal();
    logger.debug('meanwhile');
    signal();
    logger.debug('after');
    expect(said()).toEqual(['logging is at debug', 'meanwhile', 'logging is at warn']);
  });
});
