import { Service } from '../../e2e/support/service';
import { Collector } from './support/collector';
import { KeptLog } from './support/kept-log';
import type { LogLine } from './support/kept-log';

const SIMULATED = { STT_PROVIDER: 'simulated', AI_PROVIDER: 'simulated', TTS_PROVIDER: 'simulated' };

describe('A line of the log that names a call', () => {
  const log = new KeptLog();
  let collector: Collector;

  beforeAll(async () => {
    collector = await new Collector().start();
    const service = await Service.start(
      {
        ...SIMULATED,
        LOG_LEVEL: 'info',
        DEBUG: 'realtime-processor:call',
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      },
      undefined,
      log,
    );
    const call = await service.call({ callId: 'told' });
    const completed = call.next('processing_status', ({ data }) => data.stage === 'completed');
    call.text('what time do you open');
    await completed;
    await call.end();
    await service.stop();
  });

  afterAll(() => collector.stop());

  const ofTheCall = (): LogLine[] => log.lines.filter(({ callId }) => callId === 'told');

  it('has the trace of the call beside it', () => {
    const [trace] = new Set(collector.spans.map(({ traceId }) => traceId));
    const during = ofTheCall().filter(({ msg }) => msg === 'stage' || msg === 'first audio');
    expect(during.length).toBeGreaterThan(1);
    for (const { traceId } of during) expect(traceId).toBe(trace);
  });

  it('has the turn beside it that goes on', () => {
    const told = ofTheCall().find(({ msg }) => msg === 'turn ended')!;
    const stages = ofTheCall().filter(({ msg }) => msg === 'stage');
    expect(typeof told['turnId']).toBe('string');
    expect(stages.map(({ turnId }) => turnId)).toContain(told['turnId']);
  });

  it('holds no word of what was said', () => {
    expect(JSON.stringify(log.lines)).not.toContain('what time do you open');
  });
});
