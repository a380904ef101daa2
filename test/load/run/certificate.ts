import { table } from '../../performance/vad/report';
import type { LoadReport, Verdict } from '../report/load-report';

/** A part of the certificate: one program's report, under the name by which it is run again. */
export interface Certified {
  readonly program: string;
  readonly report: LoadReport;
}

/** What else is to be said of the machine and of what was found. */
export interface Findings {
  readonly memoryGb: number;
  readonly commit: string;
  /** In one sentence, what ends first. */
  readonly limit: string;
}

const rows = (verdicts: readonly Verdict[]): string[][] =>
  verdicts.map(({ name, bound, measured, holds }) => [name, measured, bound, holds ? 'holds' : '**broken**']);

/** The page about what one core holds, in Markdown. */
export function certificate(parts: readonly Certified[], { memoryGb, commit, limit }: Findings): string {
  const [{ report } = { report: null }] = parts;
  if (!report) throw new Error('nothing was measured');
  const { cpu, cores, node, version } = report.machine;
  const machine = table(
    ['', ''],
    [
      ['measured', report.startedAt.slice(0, 10)],
      ['processor', `${cpu}, ${cores} cores; the service on one, the driver and the emulator on another`],
      ['memory', `${memoryGb} GB`],
      ['Node', node],
      ['service', `${version}, commit ${commit}`],
      ['ends first', limit],
    ],
  );
  const sections = parts.map(({ program, report: { title, tables, bounds } }) =>
    [
      `## ${title}`,
      `\`${program}\``,
      table(['promise', 'measured', 'bound', ''], rows(bounds)),
      ...tables.map(
        each =>
          `### ${each.title}\n\n${table(
            [...each.head],
            each.rows.map(row => [...row]),
          )}`,
      ),
    ].join('\n\n'),
  );
  return [
    '# Capacity',
    'Written by `npm run certify`, which takes half an hour on a machine that does nothing else; not to be edited. What is measured, and how, is in [load.md](load.md); what was tried to get here in [performance.md](performance.md#under-load).',
    machine,
    ...sections,
    '',
  ].join('\n\n');
}
