import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rulesOf } from './alert-rules';
import { root } from './compose-file';

const WORDS = new Set([
  'and',
  'or',
  'unless',
  'bool',
  'offset',
  'by',
  'without',
  'on',
  'ignoring',
  'inf',
  'nan',
]);

/** What a query asks for: its words without text, label lists, ranges, functions and operators. */
export function metricsIn(query: string): string[] {
  const bare = query
    .replaceAll(/"(?:[^"\\]|\\.)*"/g, '')
    .replaceAll(/\{[^}]*\}|\[[^\]]*\]/g, ' ')
    .replaceAll(/\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ');
  const words = [...bare.matchAll(/(?<![\w:.])[a-zA-Z_:][\w:]*(?![\w:])(?!\s*\()/g)].map(([word]) => word);
  return [...new Set(words)].filter(word => !WORDS.has(word.toLowerCase()));
}

/** The labels that a query chooses by, groups by or matches on. */
export function labelsIn(query: string): string[] {
  const lists = [...query.matchAll(/\b(?:by|without|on|ignoring)\s*\(([^)]*)\)/g)].flatMap(([, list]) =>
    list!.split(','),
  );
  const chosen = [...query.matchAll(/[{,]\s*(\w+)\s*(?:=~|!~|!=|=)\s*"/g)].map(([, label]) => label!);
  return [...new Set([...lists, ...chosen].map(label => label.trim()))].filter(label => label !== '');
}

/** Of Prometheus itself, and what it adds. */
const PROMETHEUS = {
  metrics: ['up', 'ALERTS'],
  labels: ['job', 'instance', 'le', 'alertstate', 'environment'],
};

/** A row of docs/metrics.md, which the registry is held equal to. */
const ROW = /^\| `(\w+)` +\| (\w+) +\| ([^|]*)\|/gm;
const rows = [...readFileSync(join(root, 'docs/metrics.md'), 'utf8').matchAll(ROW)];

/** Every name that a query can ask for, and get an answer. */
export const knownMetrics: ReadonlySet<string> = new Set([
  ...PROMETHEUS.metrics,
  ...rows.flatMap(([, name, type]) =>
    type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name!],
  ),
  ...rulesOf('recording.yml').flatMap(({ record }) => record ?? []),
]);

export const knownLabels: ReadonlySet<string> = new Set([
  ...PROMETHEUS.labels,
  ...rows.flatMap(([, , , labels]) => [...labels!.matchAll(/`(\w+)`/g)].map(([, label]) => label!)),
]);
