import { writeTables } from '../page';
import { bounds } from './bounds';
import { contenders } from './contenders';
import { costCall } from './cost';
import { loadRecordings } from './recordings';
import { ablationTable, accuracyTable, detailTable, noiseTable } from './report';
import { examine } from './results';
import type { Result } from './results';
import { lines, snrs, testCalls } from './test-calls';

const SEED = 20_261;

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
  if (process.argv.includes('--write')) writeTables('npm run bench:vad -- --write', tables);
  const promises = bounds(results, fvad);
  say('');
  for (const { promise, holds } of promises) say(`${holds ? 'holds ' : 'BROKEN'}  ${promise}`);
  return promises.every(({ holds }) => holds);
}

void bench().then(
  held => process.exit(held ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(2);
  },
);
