import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { mounts, parseCompose, root } from './support/compose-file';
import { dashboards, drawn, filledIn, queriesOf } from './support/dashboards';
import type { Panel } from './support/dashboards';
import { promtool } from './support/prometheus-tools';
import { knownLabels, knownMetrics, labelsIn, metricsIn } from './support/promql';

const provisioned = (
  parse(readFileSync(join(root, 'deploy/grafana/provisioning/datasources/datasources.yml'), 'utf8')) as {
    datasources: { uid: string; type: string }[];
  }
).datasources;
const prometheus = provisioned.find(({ type }) => type === 'prometheus')!.uid;

describe('Dashboards', () => {
  it('are the five that were promised, each at an address that stays', () => {
    expect(Object.fromEntries(dashboards.map(({ uid, title }) => [uid, title]))).toEqual({
      'audio-processing-pipeline': 'Audio Processing Pipeline',
      'cache-performance': 'Cache Performance',
      'error-analysis': 'Error Analysis',
      'realtime-performance': 'Real-time Performance',
      'resource-utilization': 'Resource Utilization',
    });
  });

  it('ask what Prometheus can read', () => {
    const rules = dashboards.flatMap(queriesOf).map(({ target }, index) => ({
      record: `query:${index}`,
      expr: filledIn(target.expr, 'realtime-processor', '1m'),
    }));
    const folder = mkdtempSync(join(tmpdir(), 'queries-'));
    try {
      const file = join(folder, 'queries.yml');
      writeFileSync(file, stringify({ groups: [{ name: 'queries', rules }] }));
      expect(promtool('check', 'rules', file)).toContain(`${rules.length} rules found`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

const isOn = ({ gridPos: { x, y, w, h } }: Panel, column: number, line: number): boolean =>
  column >= x && column < x + w && line >= y && line < y + h;

describe.each(dashboards.map(each => [each.title, each] as const))('%s', (_title, dashboard) => {
  const panels = drawn(dashboard);
  const asked = [
    ...queriesOf(dashboard).map(({ target }) => target.expr),
    ...dashboard.templating.list.map(({ definition }) => /\((.*),/.exec(definition)![1]!),
  ];

  it('asks for metrics and labels that there are', () => {
    expect(asked.flatMap(metricsIn).filter(name => !knownMetrics.has(name))).toEqual([]);
    expect(asked.flatMap(labelsIn).filter(name => !knownLabels.has(name))).toEqual([]);
  });

  it('can be had of one job and one instance', () => {
    expect(dashboard.templating.list.map(({ name }) => name)).toEqual(['job', 'instance']);
    const chosen = queriesOf(dashboard).map(({ target }) => target.expr);
    expect(chosen.filter(expr => !expr.includes('job="$job"') && !expr.includes('ALERTS'))).toEqual([]);
  });

  it('has panels that say what they show and in which unit, each once', () => {
    const all = dashboard.panels;
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const mute = panels.filter(
      ({ title, description = '', fieldConfig, targets = [] }) =>
        title === '' || description === '' || !fieldConfig?.defaults.unit || targets.length === 0,
    );
    expect(mute).toEqual([]);
    const places = panels.map(
      panel => all.filter(other => isOn(other, panel.gridPos.x, panel.gridPos.y)).length,
    );
    expect(places.filter(count => count !== 1)).toEqual([]);
    expect(all.filter(({ gridPos: { x, w } }) => x + w > 24)).toEqual([]);
  });

  it('asks the Prometheus that is provisioned', () => {
    const sources = [
      ...dashboard.templating.list.map(({ datasource }) => datasource),
      ...panels.flatMap(({ datasource, targets = [] }) => [
        datasource,
        ...targets.map(each => each.datasource),
      ]),
    ];
    expect(new Set(sources.map(source => source?.uid))).toEqual(new Set([prometheus]));
  });

  it('links to runbooks that there are', () => {
    const urls = panels.flatMap(({ links = [] }) => links.map(({ url }) => url));
    expect(urls.length).toBeGreaterThan(0);
    const files = urls.map(url => url.replace(/^\/public\//, 'docs/'));
    expect(files.filter(file => !existsSync(join(root, file)))).toEqual([]);
    for (const name of ['docker-compose.yml', 'docker-compose.prod.yml'])
      expect(mounts(parseCompose(name).content.services['grafana']!)).toContainEqual([
        './docs/runbooks',
        '/usr/share/grafana/public/runbooks',
        'ro',
      ]);
  });

  it('shows the traces of slow turns where latencies are that have some', () => {
    const traced =
      /realtime_(stage_latency|first_audio|voice_to_voice|endpointing|ttft|ttfb|barge_in_stop|provider_first_item)_seconds_bucket/;
    const drawnOver = panels
      .filter(({ type }) => type === 'timeseries')
      .flatMap(({ targets = [] }) => targets);
    for (const { expr, exemplar = false } of drawnOver)
      expect([expr, exemplar]).toEqual([expr, traced.test(expr)]);
  });
});
