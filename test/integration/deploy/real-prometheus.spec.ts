import { adapterRules, askedOf, seriesOf } from './support/adapter-rules';
import { alerts, rulesOf } from './support/alert-rules';
import { BusyService } from './support/busy-service';
import { dashboards, filledIn, queriesOf } from './support/dashboards';
import { IN_CLUSTER, PrometheusServer } from './support/prometheus-server';
import type { Sample } from './support/prometheus-server';

const PATIENCE_MS = 60_000;
const GRAFANA = 'https://grafana.example.com';

const queries = dashboards.flatMap(queriesOf).map(({ name, target }) => ({
  name,
  legend: target.legendFormat,
  expr: filledIn(target.expr, 'realtime-processor', '1m'),
}));

const tells = (samples: readonly Sample[]): boolean => samples.some(({ value }) => Number.isFinite(value));

/** What people write alerts of their own with, and what is true of it once there were good turns and bad ones. */
const indicators: readonly (readonly [string, (value: number) => boolean])[] = [
  ['latency_total_pipeline_p95', value => value > 5],
  ['error_rate', value => value > 0 && value < 100],
  ['cache_hit_rate', value => value > 0 && value <= 1],
];

describe('A real Prometheus that asks a real service', () => {
  const running: { stop(): Promise<void> }[] = [];
  const answers = new Map<string, readonly Sample[]>();
  let busy: BusyService;
  let prometheus: PrometheusServer;

  /** Calls go on until every question has its answer, for as long as there is patience. */
  beforeAll(async () => {
    busy = await BusyService.start();
    running.push(busy);
    prometheus = await PrometheusServer.start(busy.service.http.replace('http://', ''), GRAFANA);
    running.push(prometheus);
    const until = performance.now() + PATIENCE_MS;
    const held = await busy.service.call();
    let open = [
      ...queries.map(({ expr }) => ({ expr, holds: tells })),
      ...indicators.map(([expr, fits]) => ({
        expr,
        holds: (samples: readonly Sample[]): boolean => samples.some(({ value }) => fits(value)),
      })),
    ];
    while (open.length > 0 && performance.now() < until) {
      await busy.round();
      for (const { expr } of open) answers.set(expr, await prometheus.query(expr));
      open = open.filter(({ expr, holds }) => !holds(answers.get(expr)!));
    }
    await held.end();
  }, PATIENCE_MS + 30_000);

  afterAll(async () => {
    for (const each of running.reverse()) await each.stop();
  });

  it('takes what the service tells', async () => {
    expect(await prometheus.targets()).toEqual([
      expect.objectContaining({ scrapeUrl: `${busy.service.http}/metrics`, health: 'up', lastError: '' }),
    ]);
  });

  it.each([
    'realtime_first_audio_seconds',
    'realtime_voice_to_voice_seconds',
    'realtime_stage_latency_seconds',
    'realtime_endpointing_seconds',
    'realtime_barge_in_stop_seconds',
    'realtime_ttft_seconds',
    'realtime_ttfb_seconds',
    'realtime_provider_first_item_seconds',
  ])('keeps the traces of %s', async name => {
    const found = await prometheus.exemplars(`${name}_bucket`);
    const traces = new Set(busy.collector.spans.map(({ traceId }) => traceId));
    const kept = found.flatMap(({ exemplars }) => exemplars.map(({ labels }) => labels['trace_id']!));
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.filter(trace => traces.has(trace))).not.toEqual([]);
  });

  it('evaluates every rule', async () => {
    const names = [
      ...rulesOf('recording.yml').map(({ record }) => record!),
      ...alerts.map(({ alert }) => alert),
    ];
    const wanted = Object.fromEntries(names.map(name => [name, 'ok']));
    expect(await prometheus.rules()).toEqual(wanted);
  });

  it.each(indicators)('knows %s of the job', (name, fits) => {
    const samples = answers.get(name)!;
    expect(samples.map(({ metric }) => metric['job'])).toEqual(['realtime-processor']);
    expect([samples[0]!.value].filter(fits)).toHaveLength(1);
  });

  it('tells of an alert with links that can be followed', async () => {
    const told = (await prometheus.alerts()).find(({ labels }) => labels['alertname'] === 'HighErrorRate')!;
    expect(told.annotations).toMatchObject({
      runbook_url: `${GRAFANA}/public/runbooks/high-error-rate.md`,
      dashboard: `${GRAFANA}/d/error-analysis`,
    });
  });

  it.each(dashboards.map(({ title, templating }) => ({ title, variables: templating.list })))(
    'has the values that $title can be had of',
    async ({ variables }) => {
      for (const { name, definition } of variables) {
        const [, series, label] = /^label_values\((.*), (\w+)\)$/.exec(definition)!;
        const values = await prometheus.labelValues(label!, filledIn(series!, 'realtime-processor', '1m'));
        expect([name, values]).toEqual([name, [expect.any(String)]]);
      }
    },
  );

  it.each(adapterRules.map(rule => [seriesOf(rule), rule] as const))(
    'tells the autoscaler %s of each pod',
    async (_name, rule) => {
      const { namespace, pod } = IN_CLUSTER;
      expect(await prometheus.query(rule.seriesQuery)).toHaveLength(1);
      const answer = await prometheus.query(askedOf(rule, namespace, `${pod}|two`));
      expect(answer).toEqual([{ metric: expect.objectContaining(IN_CLUSTER), value: expect.any(Number) }]);
      expect(Number.isFinite(answer[0]!.value)).toBe(true);
    },
  );

  it.each(queries)('$name is answered', ({ expr, legend }) => {
    const samples = answers.get(expr)!;
    expect(tells(samples)).toBe(true);
    const labels = [...legend.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label!);
    const nameless = samples.filter(({ metric }) => labels.some(label => !metric[label]));
    expect(nameless).toEqual([]);
  });
});
