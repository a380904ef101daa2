import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { format } from 'prettier';
import { DRIVER_CORE, pinSelf } from '../processes/pinned';
import { connectionsReport, runConnections } from '../measures/connections';
import { latencyReport, runLatency } from '../measures/latency';
import { loadReport, runLoad } from '../measures/load';
import type { LoadRun } from '../measures/load';
import { memoryReport, runMemory } from '../measures/memory';
import type { LoadReport } from '../report/load-report';
import { certificate } from '../run/certificate';
import type { Certified } from '../run/certificate';
import { finish } from '../run/finish';
import { readOptions } from '../run/options';
import { holds, served } from '../run/verdicts';

const PAGE = 'docs/capacity.md';
const GB = 1024 ** 3;

/** The first promise that the step beyond the best one broke. */
function limitOf({ steps, best }: LoadRun): string {
  const beyond = steps.find(step => !holds(served(step)));
  if (!beyond) return `nothing, up to ${best?.calls ?? 0} calls`;
  const broken = served(beyond).find(verdict => !verdict.holds);
  return `at ${beyond.calls} calls ${broken?.name ?? ''}: ${broken?.measured ?? ''}`;
}

async function certify(): Promise<boolean> {
  const options = readOptions(process.argv.slice(2), {});
  const azure = { ...options, providers: 'azure' } as const;
  pinSelf(DRIVER_CORE);
  const parts: Certified[] = [];
  const add = async (program: string, name: string, report: LoadReport): Promise<boolean> => {
    parts.push({ program, report });
    return finish(name, report);
  };
  const load = await runLoad(options);
  const held = [
    await add('npm run test:load', 'load', loadReport(load, options)),
    await add(
      'npm run test:load -- --providers azure',
      'load-azure',
      loadReport(await runLoad(azure), azure),
    ),
    await add('npm run test:performance', 'performance', latencyReport(await runLatency(options), options)),
    await add('npm run test:memory', 'memory', memoryReport(await runMemory(options), options)),
    await add(
      'npm run test:connections',
      'connections',
      connectionsReport(await runConnections(options), options),
    ),
  ];
  const page = certificate(parts, {
    memoryGb: Math.round(totalmem() / GB),
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
    limit: limitOf(load),
  });
  writeFileSync(PAGE, await format(page, { parser: 'markdown', printWidth: 120 }));
  process.stdout.write(`written: ${PAGE}\n`);
  return held.every(Boolean);
}

void certify().then(
  held => process.exit(held ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(2);
  },
);
