import { Service } from '../../e2e/support/service';
import { Collector } from './support/collector';

let loaded = 0;
jest.mock('@opentelemetry/sdk-trace', () => {
  loaded++;
  return jest.requireActual<object>('@opentelemetry/sdk-trace');
});

const SIMULATED = { STT_PROVIDER: 'simulated', AI_PROVIDER: 'simulated', TTS_PROVIDER: 'simulated' };
const CALLER = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7';

describe('Which calls are traced', () => {
  let collector: Collector;
  beforeEach(async () => {
    collector = await new Collector().start();
  });
  afterEach(() => collector.stop());

  /** A call of one turn for each header; those that are traced. */
  const traced = async (
    environment: Readonly<Record<string, string>>,
    traceparents: Readonly<Record<string, string | null>>,
  ): Promise<unknown[]> => {
    const service = await Service.start({ ...SIMULATED, ...environment });
    for (const [callId, traceparent] of Object.entries(traceparents)) {
      const call = await service.call({ callId, ...(traceparent !== null && { headers: { traceparent } }) });
      const answered = call.next('ai_response');
      call.text('hello');
      await answered;
      await call.end();
    }
    await service.stop();
    return collector.named('call').map(({ attributes }) => attributes['call.id']);
  };

  it('none without an endpoint, and then OpenTelemetry’s SDK is not even loaded', async () => {
    expect(await traced({}, { alone: null })).toEqual([]);
    expect(loaded).toBe(0);
  });

  it('all, but those whose caller says that they are not', async () => {
    const calls = { alone: null, wanted: `${CALLER}-01`, unwanted: `${CALLER}-00` };
    expect(await traced({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }, calls)).toEqual(['alone', 'wanted']);
    expect(loaded).toBe(1);
  });

  it('with a share of 0 only those whose caller wants it', async () => {
    const calls = { alone: null, wanted: `${CALLER}-01`, unwanted: `${CALLER}-00` };
    const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, TRACE_SAMPLE_RATIO: '0' };
    expect(await traced(environment, calls)).toEqual(['wanted']);
  });
});
