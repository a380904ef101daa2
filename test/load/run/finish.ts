import { table } from '../../performance/vad/report';
import type { LoadReport, Verdict } from '../report/load-report';
import { writeReports } from '../report/write-reports';
import { endProgress } from './progress';

const FOLDER = 'reports';

const say = (text: string): boolean => process.stdout.write(`${text}\n`);

/**
 * Says what came out, and writes it down.
 * @param name of the files
 * @returns whether all bounds hold
 */
export async function finish(name: string, report: LoadReport): Promise<boolean> {
  endProgress();
  for (const { title, head, rows } of report.tables)
    say(
      `\n${title}\n\n${table(
        [...head],
        rows.map(row => [...row]),
      )}`,
    );
  say('');
  for (const verdict of report.bounds) say(inWords(verdict));
  for (const path of await writeReports(report, FOLDER, name)) say(`written: ${path}`);
  return report.bounds.every(({ holds }) => holds);
}

const inWords = ({ name, bound, measured, holds }: Verdict): string =>
  `${holds ? 'holds ' : 'BROKEN'}  ${name}: ${measured} (${bound})`;
