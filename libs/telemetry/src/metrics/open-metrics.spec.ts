import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { Exemplars } from './exemplars';
import { openMetrics, takesOpenMetrics } from './open-metrics';

describe('OpenMetrics', () => {
  it('has the trace of a slow turn beside its bucket, and names counters by the rules', async () => {
    const registry = new Registry();
    const registers = [registry];
    const exemplars = new Exemplars();
    const latency = new Histogram({
      name: 'l_seconds',
      help: 'a\nb',
      labelNames: ['stage'],
      buckets: [0.65, 0.8],
      registers,
    });
    const turns = new Counter({ name: 'turns_total', help: 'turns', labelNames: ['who'], registers });
    new Gauge({ name: 'live', help: 'live', registers });
    latency.observe({ stage: 'ai' }, 0.7);
    exemplars.note('l_seconds', { stage: 'ai' }, 0.7, 'abc');
    exemplars.note('l_seconds', { stage: 'ai' }, 0.2, null);
    turns.inc({ who: 'a"b' }, 2);
    const lines = (await openMetrics(registry, exemplars)).split('\n');
    expect(lines.filter(line => !line.includes('# {'))).toEqual([
      '# HELP l_seconds a\\nb',
      '# TYPE l_seconds histogram',
      'l_seconds_bucket{le="0.65",stage="ai"} 0',
      'l_seconds_bucket{le="+Inf",stage="ai"} 1',
      'l_seconds_sum{stage="ai"} 0.7',
      'l_seconds_count{stage="ai"} 1',
      '# HELP turns turns',
      '# TYPE turns counter',
      'turns_total{who="a\\"b"} 2',
      '# HELP live live',
      '# TYPE live gauge',
      'live 0',
      '# EOF',
      '',
    ]);
    const example = lines.filter(line => line.includes('# {'));
    expect(example).toEqual([
      expect.stringMatching(
        /^l_seconds_bucket\{le="0.8",stage="ai"\} 1 # \{trace_id="abc"\} 0.7 \d+\.\d{3}$/,
      ),
    ]);
    expect(await registry.metrics()).toContain('turns_total{who="a\\"b"} 2');
  });

  it('is for who accepts it', () => {
    const accept = 'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.3';
    expect([takesOpenMetrics(accept), takesOpenMetrics('*/*'), takesOpenMetrics(undefined)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
