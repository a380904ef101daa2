import { DRIVER_CORE, SERVICE_CORE, pinSelf } from '../../load/processes/pinned';
import { writeReports } from '../../load/report/write-reports';
import { thisMachine } from '../../load/run/machine';
import { writeTables } from '../page';
import { table } from '../vad/report';
import { allSteps } from './all-steps';
import { floorOf } from './floor';
import { formats } from './material';
import { exchangeTable, exchanges, load, stepsTable } from './report';
import { costOf } from './timing';
import type { FloorCost } from './floor';
import type { FrameCost } from './timing';

const say = (text: string): boolean => process.stdout.write(`${text}\n`);

async function bench(): Promise<void> {
  const startedAt = new Date();
  say(`load of the machine before: ${load()}`);
  const floors: FloorCost[] = [];
  // Who drives the floor is on the other core; the steps are taken where the floor was, so that µs are those of one core.
  pinSelf(DRIVER_CORE);
  for (const format of formats) floors.push(await floorOf(format));
  pinSelf(SERVICE_CORE);
  const costs: FrameCost[] = [];
  for await (const step of allSteps()) {
    costs.push(await costOf(step));
    process.stderr.write(`${step.name}, ${step.format}\n`);
  }
  const named = (name: string): FrameCost[] => costs.filter(cost => cost.name === name);
  const exchanged = exchanges(floors, named('whole frame in'), named('whole frame out'));
  const tables = [stepsTable(costs), exchangeTable(exchanged)];
  const text = tables.map(({ head, rows }) => table(head, rows)).join('\n\n');
  say(text);
  if (process.argv.includes('--write')) writeTables('npm run bench -- --write', text);
  const report = {
    title: 'The path of a frame',
    startedAt: startedAt.toISOString(),
    tookS: Math.round((Date.now() - startedAt.getTime()) / 1000),
    machine: thisMachine(),
    options: {},
    bounds: [],
    tables,
    plots: [],
  };
  for (const path of await writeReports(report, 'reports', 'bench')) say(`written: ${path}`);
}

void bench().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(2);
  },
);
