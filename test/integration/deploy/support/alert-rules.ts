import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from './compose-file';

export const prometheusFolder = join(root, 'deploy/prometheus');
export const ruleFiles = readdirSync(join(prometheusFolder, 'rules'));
export const testFiles = readdirSync(join(prometheusFolder, 'tests'));

export interface Rule {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

export type Alert = Rule & Required<Pick<Rule, 'alert' | 'labels' | 'annotations'>>;

/** One test of a file of promtool. */
export interface RuleTest {
  readonly alert_rule_test?: readonly {
    readonly alertname: string;
    readonly exp_alerts: readonly unknown[];
  }[];
  readonly promql_expr_test?: readonly { readonly expr: string; readonly exp_samples: readonly unknown[] }[];
}

const read = (path: string): unknown => parse(readFileSync(join(prometheusFolder, path), 'utf8'));

export const rulesOf = (file: string): readonly Rule[] =>
  (read(join('rules', file)) as { groups: { rules: Rule[] }[] }).groups.flatMap(({ rules }) => rules);

export const alerts: readonly Alert[] = rulesOf('alerts.yml').map(rule => rule as Alert);

export const ruleTests: readonly RuleTest[] = testFiles.flatMap(
  file => (read(join('tests', file)) as { tests: RuleTest[] }).tests,
);

/** `HighLatency` is described in high-latency.md. */
export const pageOf = (alert: string): string =>
  `docs/runbooks/${alert.replaceAll(/(?<!^)[A-Z]/g, letter => `-${letter}`).toLowerCase()}.md`;
