import { Logger } from '@nestjs/common';
import { Service } from '../../e2e/support/service';
import { KeptLog } from './support/kept-log';

describe('SIGUSR2', () => {
  let log: KeptLog;
  let service: Service;
  beforeAll(async () => {
    log = new KeptLog();
    const simulated = { STT_PROVIDER: 'simulated', AI_PROVIDER: 'simulated', TTS_PROVIDER: 'simulated' };
    service = await Service.start({ ...simulated, LOG_LEVEL: 'warn' }, undefined, log);
  });
  afterEach(() => log.lines.splice(0));
  afterAll(() => service.stop());

  const signal = (): boolean => process.emit('SIGUSR2', 'SIGUSR2');
  const said = (): unknown[] => log.lines.map(({ msg }) => msg);

  it('turns the log to debug and back while the service runs', () => {
    const logger = new Logger('test');
    logger.debug('before');
    signal();
    logger.debug('meanwhile');
    signal();
    logger.debug('after');
    expect(said()).toEqual(['logging is at debug', 'meanwhile', 'logging is at warn']);
  });

  it('shows how a call goes that had begun before, and no more of it than is wanted', async () => {
    const call = await service.call({ callId: 'looked-into' });
    const turn = async (): Promise<void> => {
      const completed = call.next('processing_status', ({ data }) => data.stage === 'completed');
      call.text('what time do you open');
      await completed;
    };
    await turn();
    expect(said()).toEqual([]);
    signal();
    await turn();
    const steps = log.lines.filter(({ callId }) => callId === 'looked-into').map(({ msg }) => msg);
    expect(steps).toEqual(expect.arrayContaining(['turn began', 'stage', 'first audio', 'turn ended']));
    signal();
    log.lines.splice(0);
    await turn();
    await call.end();
    expect(said()).toEqual([]);
  });
});
