import { Registry } from 'prom-client';
import type { MetricObjectWithValues, MetricValue } from 'prom-client';
import type { Exemplars } from './exemplars';

/** A value of a histogram says which of its series it belongs to. */
interface NamedValue extends MetricValue<string> {
  readonly metricName?: string;
}

export const OPEN_METRICS = Registry.OPENMETRICS_CONTENT_TYPE;

/** Whether a scraper takes OpenMetrics: exemplars have no other way to it. */
export const takesOpenMetrics = (accept: string | undefined): boolean =>
  accept?.includes('application/openmetrics-text') === true;

/**
 * The registry in OpenMetrics 1.0. Prom-client's own way renames its counters while it writes, and would have to be
 * switched back and forth between scrapers.
 */
export async function openMetrics(registry: Registry, exemplars: Pick<Exemplars, 'of'>): Promise<string> {
  const metrics = await registry.getMetricsAsJSON();
  return `${metrics.map(metric => family(metric, exemplars)).join('')}# EOF\n`;
}

function family(
  metric: MetricObjectWithValues<MetricValue<string>>,
  exemplars: Pick<Exemplars, 'of'>,
): string {
  const { name, help } = metric;
  // Its types give a number, and the library a name.
  const type = String(metric.type);
  const base = type === 'counter' ? name.replace(/_total$/, '') : name;
  const lines = [`# HELP ${base} ${escaped(help)}`, `# TYPE ${base} ${type}`];
  for (const { metricName, labels, value } of metric.values as readonly NamedValue[]) {
    const sample = type === 'counter' ? `${base}_total` : (metricName ?? name);
    const found = metricName === `${name}_bucket` ? exemplars.of(name, labels) : null;
    const example = found
      ? ` # {trace_id="${found.traceId}"} ${number(found.value)} ${found.timestamp.toFixed(3)}`
      : '';
    lines.push(`${sample}${labelled(labels)} ${number(value)}${example}`);
  }
  return `${lines.join('\n')}\n`;
}

function labelled(labels: Readonly<Partial<Record<string, string | number>>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${quoted(String(value))}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');

const quoted = (text: string): string => escaped(text).replaceAll('"', '\\"');

function number(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (Number.isFinite(value)) return String(value);
  return value > 0 ? '+Inf' : '-Inf';
}
