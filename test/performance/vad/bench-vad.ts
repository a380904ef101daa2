import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bounds } from './bounds';
import { contenders } from './contenders';
import { costCall } from './cost';
import { loadRecordings } from './recordings';
import { ablationTable, accuracyTable, detailTable, noiseTable } from './report';
import { examine } from './results';
import type { Result } from './results';
import { lines, snrs, testCalls } from './test-calls';

const SEED = 20_261;
const page = join(process.cwd(), 'docs/performance.md');
const BEGIN = '<!-- npm run bench:vad -- --write -->';
const END = '<!-- end -->';

const say = (text: string): boolean => process.stdout.write(`${text}\n`);

const meanAccuracy = (result: Result): number =>
  lines
    .flatMap(line => snrs.map(snr => result.at(line, snr).balancedAccuracy))
    .reduce((sum, each) => sum + each, 0);

async function bench(): Promise<boolean> {
  const recordings = loadRecordings();
  const calls = lines.flatMap((line, i) => [...testCalls(recordings, line, SEED + i * 1000)]);
  const quiet = costCall(recordings, SEED);
  const results: Result[] = [];
  for (const contender of await contenders()) {
    results.push(examine(contender, calls, quiet));
    process.stderr.write(`${contender.name}\n`);
  }
  const of = (kind: string): Result[] => results.filter(({ contender }) => contender.kind === kind);
  const fvad = of('fvad-mode').reduce((best, each) =>
    meanAccuracy(each) > meanAccuracy(best) ? each : best,
  );
  const rows = [...of('constant'), fvad, ...of('engine')];
  const tables = [
    accuracyTable(rows),
    detailTable(rows),
    noiseTable(rows, 5),
    ablationTable(of('ablation')),
  ].join('\n\n');
  say(tables);
  if (process.argv.includes('--write')) write(tables);
  const promises = bounds(results, fvad);
  say('');
  for (const { promise, holds } of promises) say(`${holds ? 'holds ' : 'BROKEN'}  ${promise}`);
  return promises.every(({ holds }) => holds);
}

/** Puts the tables into the page, between their marks. */
function write(tables: string): void {
  const text = readFileSync(page, 'utf8');
  const from = text.indexOf(BEGIN) + BEGIN.length;
  const to = text.indexOf(END, from);
  if (from < BEGIN.length || to < 0) throw new Error(`${page} has no place for the tables`);
  writeFileSync(page, `${text.slice(0, from)}\n\n${tables}\n\n${text.slice(to)}`);
}

void bench().then(
  held => process.exit(held ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(2);
  },
);
