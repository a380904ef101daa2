import { table } from '../../performance/vad/report';
import type { LoadReport, Machine, Verdict } from '../report/load-report';

/** A part of the certificate: one program's report, under the name by which it is run again. */
export interface Certified {
  readonly program: string;
  readonly report: LoadReport;
}

/** What else is to be said of what was found. */
export interface Certifying {
  /** Of the source, as git names it; null: nobody knows. */
  readonly commit: string | null;
  /** What ends first, by what calls were measured on, in a sentence each. */
  readonly limits: Readonly<Record<string, string>>;
}

const verdictRows = (verdicts: readonly Verdict[]): string[][] =>
  verdicts.map(({ name, bound, measured, holds }) => [name, measured, bound, holds ? 'holds' : '**broken**']);

const coresOf = ({ cores, pinned }: Machine): string =>
  `${cores} core${cores === 1 ? '' : 's'}; ${
    pinned
      ? 'the service pinned to one, the driver and the emulator to another'
      : 'nothing pinned: service, driver and emulator share them'
  }`;

/** The page about what one core holds, in Markdown. */
export function certificate(parts: readonly Certified[], { commit, limits }: Certifying): string {
  const [first] = parts;
  if (!first) throw new Error('nothing was measured');
  const { machine, startedAt } = first.report;
  const facts = table(
    ['', ''],
    [
      ['measured', startedAt.slice(0, 10)],
      ['processor', `${machine.cpu}, ${coresOf(machine)}`],
      ['memory', `${machine.memoryGb} GB`],
      ['kernel', machine.kernel],
      ['Node', machine.node],
      ['service', `${machine.version}, ${commit === null ? 'commit unknown' : `commit ${commit}`}`],
      ['packages', `ws ${machine.ws}, Azure's Speech SDK ${machine.speechSdk}`],
      ...Object.entries(limits).map(([on, limit]) => [`ends first, ${on}`, limit]),
    ],
  );
  const minutes = Math.round(parts.reduce((sum, { report }) => sum + report.tookS, 0) / 60);
  return [
    '# Capacity',
    `Written by \`npm run certify\`, which took ${minutes} minutes and wants a machine that does nothing else; not to be edited. What is measured, and how, is in [load.md](load.md); what was tried to get here in [performance.md](performance.md#under-load). A row that says _void_ says nothing else: who drives the calls was late in it. Where a tail is left out there were fewer than 20 turns.`,
    facts,
    ...parts.map(sectionOf),
    '',
  ].join('\n\n');
}

const sectionOf = ({ program, report }: Certified): string =>
  [
    `## ${report.title}`,
    `\`${program}\`, ${report.tookS} s in all${turnsIn(report)}`,
    table(['promise', 'measured', 'bound', ''], verdictRows(report.bounds)),
    ...report.tables.map(
      each =>
        `### ${each.title}\n\n${table(
          [...each.head],
          each.rows.map(row => [...row]),
        )}`,
    ),
  ].join('\n\n');

function turnsIn({ runs = {} }: LoadReport): string {
  const measured = Object.values(runs).flat();
  if (measured.length === 0) return '';
  const turns = measured.reduce((sum, { counts }) => sum + counts.turns, 0);
  const seconds = measured.reduce((sum, each) => sum + each.seconds, 0);
  return `, ${seconds.toFixed(0)} s of them measured, ${turns} turns`;
}
