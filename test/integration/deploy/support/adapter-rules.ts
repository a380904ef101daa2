import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from './compose-file';

/** A rule of prometheus-adapter, as much of it as is looked at. */
export interface AdapterRule {
  readonly seriesQuery: string;
  readonly metricsQuery: string;
}

export const adapterRules: readonly AdapterRule[] = (
  parse(readFileSync(join(root, 'deploy/monitoring/prometheus-adapter.yaml'), 'utf8')) as {
    rules: { custom: AdapterRule[] };
  }
).rules.custom;

/** What it calls the metric, where a rule leaves names as they are. */
export const seriesOf = ({ seriesQuery }: AdapterRule): string => /^\w+/.exec(seriesQuery)![0];

/** What it asks Prometheus when the autoscaler asks for the pods of a namespace. */
export const askedOf = (rule: AdapterRule, namespace: string, pods: string): string =>
  rule.metricsQuery
    .replaceAll('<<.Series>>', seriesOf(rule))
    .replaceAll('<<.LabelMatchers>>', `namespace="${namespace}",pod=~"${pods}"`);
