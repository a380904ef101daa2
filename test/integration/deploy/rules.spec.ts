import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  alerts,
  pageOf,
  prometheusFolder,
  ruleFiles,
  ruleTests,
  rulesOf,
  testFiles,
} from './support/alert-rules';
import { root } from './support/compose-file';
import { dashboards } from './support/dashboards';
import { promtool } from './support/prometheus-tools';
import { knownLabels, knownMetrics, labelsIn, metricsIn } from './support/promql';

/** Where Grafana is, as an alert knows it: it serves the runbooks, too. */
const GRAFANA = '{{ $externalLabels.grafana }}';

const rules = ruleFiles.flatMap(rulesOf);
const text = (file: string): string => readFileSync(join(root, file), 'utf8');

describe('Prometheus', () => {
  it.each(['development', 'production'])('takes its configuration for %s', environment => {
    const folder = mkdtempSync(join(tmpdir(), 'prometheus-'));
    try {
      cpSync(prometheusFolder, folder, { recursive: true });
      cpSync(join(folder, 'targets', `${environment}.yml`), join(folder, 'targets.yml'));
      const said = promtool('check', 'config', join(folder, 'prometheus.yml'));
      expect(said).not.toMatch(/WARNING|FAILED/);
      expect(said).toContain(`${alerts.length} rules found`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('evaluates the rules to what their tests say', () => {
    promtool('test', 'rules', ...testFiles.map(file => join(prometheusFolder, 'tests', file)));
  });

  it('is asked by the rules for what there is', () => {
    const unknown = rules.flatMap(({ expr }) => [
      ...metricsIn(expr).filter(name => !knownMetrics.has(name)),
      ...labelsIn(expr).filter(name => !knownLabels.has(name)),
    ]);
    expect(unknown).toEqual([]);
  });
});

describe('Recording rules', () => {
  const values = ruleTests.flatMap(({ promql_expr_test: tests = [] }) => tests);

  it.each(rulesOf('recording.yml').map(({ record }) => record!))('%s has a test with a value', record => {
    const shown = values.filter(
      ({ expr, exp_samples: samples }) => expr.includes(record) && samples.length > 0,
    );
    expect(shown).not.toEqual([]);
  });
});

describe('The alerts that were promised', () => {
  const exprOf = (name: string): string | undefined => alerts.find(({ alert }) => alert === name)?.expr;

  it.each([
    ['HighLatency', 'critical', 'latency_total_pipeline_p95 > 1200'],
    ['HighErrorRate', 'critical', 'error_rate > 10'],
    ['DegradedPerformance', 'warning', 'latency_total_pipeline_p95 > 900'],
    ['LowCacheHitRate', 'warning', 'cache_hit_rate < 0.6'],
  ])('%s is %s, and asks for %s', (name, severity, expr) => {
    expect(exprOf(name)).toBe(expr);
    expect(alerts.find(({ alert }) => alert === name)!.labels).toEqual({ severity });
  });

  it('ServiceDown is critical: of no instance it can be said that it is up', () => {
    expect(exprOf('ServiceDown')).toContain('max by (job) (up{job="realtime-processor"}) == 0');
  });
});

describe.each(alerts.map(each => [each.alert, each] as const))('%s', (name, { labels, annotations }) => {
  const tests = ruleTests
    .flatMap(({ alert_rule_test: each = [] }) => each)
    .filter(({ alertname }) => alertname === name);

  it('is shown to speak up, and to keep quiet', () => {
    expect(tests.filter(({ exp_alerts: fired }) => fired.length > 0)).not.toEqual([]);
    expect(tests.filter(({ exp_alerts: fired }) => fired.length === 0)).not.toEqual([]);
  });

  it('says how urgent it is, what is wrong and where it is drawn', () => {
    expect(labels['severity']).toMatch(/^(critical|warning)$/);
    expect(Object.keys(annotations)).toEqual(['summary', 'description', 'runbook_url', 'dashboard']);
    expect(dashboards.map(({ uid }) => `${GRAFANA}/d/${uid}`)).toContain(annotations['dashboard']);
  });

  it('has a runbook: what it means, where to look, what to do, when not to go on alone', () => {
    const page = pageOf(name);
    expect(annotations['runbook_url']).toBe(page.replace('docs/', `${GRAFANA}/public/`));
    const lines = text(page).split('\n');
    expect(lines[0]).toBe(`# ${name}`);
    expect(lines[2]!.toLowerCase()).toMatch(new RegExp(`^${labels['severity']}\\.`));
    expect(lines.filter(line => line.startsWith('## '))).toEqual([
      '## What callers notice',
      '## First look',
      '## Likely causes',
      '## What to do',
      '## When to escalate',
    ]);
    expect(text('docs/runbooks/README.md')).toMatch(
      new RegExp(`\\[${name}\\]\\(${page.slice('docs/runbooks/'.length)}\\) *\\| ${labels['severity']} `),
    );
  });
});

describe('Runbooks', () => {
  const pages = readdirSync(join(root, 'docs/runbooks')).filter(name => name !== 'README.md');

  it('belong to an alert', () => {
    expect(pages.map(page => `docs/runbooks/${page}`)).toEqual(
      alerts.map(({ alert }) => pageOf(alert)).sort(),
    );
  });

  it.each(pages)('%s looks where there is something to be seen', page => {
    const look = /## First look\n\n```sh\n([\s\S]*?)```/.exec(text(`docs/runbooks/${page}`))![1]!;
    const grepped = [...look.matchAll(/metrics \| grep (.*)/g)].flatMap(([, words]) =>
      words!
        .replaceAll(/ -e |^-e /g, ' ')
        .replaceAll(/['"].*/g, '')
        .trim()
        .split(/ +/),
    );
    const names = [...knownMetrics];
    expect(grepped.filter(word => !names.some(name => name.includes(word)))).toEqual([]);
    const keys = [...look.matchAll(/\.details\.(\w+)/g)].map(([, key]) => key!);
    const documented = text('docs/observability.md');
    expect(keys.filter(key => !new RegExp(`^\\|.*\`${key}\``, 'm').test(documented))).toEqual([]);
  });
});
