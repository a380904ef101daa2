import { noiseNames } from './noises';
import type { Result } from './results';
import { lines, snrs } from './test-calls';
import type { Snr } from './test-calls';

type Row = readonly string[];

const share = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(3));
const whole = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(0));
const ratio = (snr: Snr): string => (snr === 'clean' ? 'clean' : `${snr} dB`);

/** Balanced accuracy of all rows on each line, with the cost. */
export function accuracyTable(results: readonly Result[]): string {
  const heads = lines.flatMap(line =>
    snrs.map(snr => `${line === 'wideband' ? '16 kHz' : 'G.711'} ${ratio(snr)}`),
  );
  return table(
    ['engine', ...heads, 'µs a frame'],
    results.map(result => [
      result.contender.name,
      ...lines.flatMap(line => snrs.map(snr => share(result.at(line, snr).balancedAccuracy))),
      Number.isNaN(result.cost) ? '–' : result.cost.toFixed(1),
    ]),
  );
}

/** F1, false alarms and delays, both lines together. */
export function detailTable(results: readonly Result[]): string {
  return table(
    [
      'engine',
      ...snrs.map(snr => `F1 ${ratio(snr)}`),
      ...snrs.map(snr => `false alarms ${ratio(snr)}`),
      ...snrs.map(snr => `onset, offset ms ${ratio(snr)}`),
    ],
    results.map(result => [
      result.contender.name,
      ...snrs.map(snr => share(result.over(snr).f1)),
      ...snrs.map(snr => share(result.over(snr).falseAlarmRate)),
      ...snrs.map(snr => `${whole(result.over(snr).medianOnset)}, ${whole(result.over(snr).medianOffset)}`),
    ]),
  );
}

/** Balanced accuracy in each noise at one ratio, both lines together. */
export function noiseTable(results: readonly Result[], snr: Snr): string {
  return table(
    [`engine at ${ratio(snr)}`, ...noiseNames],
    results.map(result => [
      result.contender.name,
      ...noiseNames.map(noise => share(result.in(noise, snr).balancedAccuracy)),
    ]),
  );
}

/** What a feature is worth: balanced accuracy with all and without it, both lines together, the mean of all trainings. */
export function ablationTable(results: readonly Result[]): string {
  const names = [...new Set(results.map(({ contender }) => contender.name))];
  const rows = names.map(name => {
    const trainings = results.filter(({ contender }) => contender.name === name);
    return {
      name,
      accuracies: snrs.map(snr => mean(trainings.map(each => each.over(snr).balancedAccuracy))),
    };
  });
  const full = mean(rows[0]?.accuracies ?? []);
  return table(
    ['model', ...snrs.map(ratio), 'mean', 'lost'],
    rows.map(({ name, accuracies }, i) => [
      name,
      ...accuracies.map(share),
      share(mean(accuracies)),
      i === 0 ? '' : (full - mean(accuracies)).toFixed(4),
    ]),
  );
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / values.length;

/** A Markdown table, its columns as wide as they need to be. */
export function table(head: Row, rows: readonly Row[]): string {
  const widths = head.map((_, i) => Math.max(3, ...[head, ...rows].map(row => (row[i] ?? '').length)));
  const line = (row: Row): string => `| ${row.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  return [line(head), line(widths.map(width => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
