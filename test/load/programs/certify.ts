import { writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { DRIVER_CORE, pinSelf } from '../processes/pinned';
import { connectionsReport, runConnections } from '../measures/connections';
import { latencyReport, runLatency } from '../measures/latency';
import { loadReport, runLoad } from '../measures/load';
import { memoryReport, runMemory } from '../measures/memory/memory';
import type { Findings } from '../report/load-report';
import { CannotRun } from '../run/cannot-run';
import { certificate } from '../run/certificate';
import type { Certified } from '../run/certificate';
import { commitHere } from '../run/commit';
import { finish } from '../run/finish';
import { inFull, reportName } from '../run/in-full';
import { limitOf } from '../run/limit';
import { thisMachine } from '../run/machine';
import { exitWith } from '../run/main';
import { readOptions } from '../run/options';
import type { RunOptions } from '../run/options';

const PAGE = 'docs/capacity.md';

async function certify(): Promise<boolean> {
  if (process.argv.length > 2)
    throw new CannotRun(`npm run certify takes no options: what it finds is written to ${PAGE}`);
  // Named before half an hour in which somebody may commit.
  const commit = commitHere();
  const options = readOptions([], {}, 'certify');
  pinSelf(DRIVER_CORE);
  const parts: Certified[] = [];
  const limits: Record<string, string> = {};
  const held: boolean[] = [];
  const add = async (
    program: string,
    measure: (options: RunOptions) => Promise<Findings>,
    providers = options.providers,
  ): Promise<void> => {
    const asked = { ...options, providers };
    const report = await inFull(asked, measure);
    const suffix = providers === options.providers ? '' : ` -- --providers ${providers}`;
    parts.push({ program: `npm run test:${program}${suffix}`, report });
    held.push(await finish(reportName(program, asked), report));
  };
  const load = async (asked: RunOptions): Promise<Findings> => {
    const run = await runLoad(asked);
    limits[`${asked.providers} providers`] = limitOf(run, thisMachine().memoryGb);
    return loadReport(run, asked);
  };
  await add('load', load);
  await add('load', load, 'azure');
  await add('performance', async asked => latencyReport(await runLatency(asked), asked));
  await add('memory', async asked => memoryReport(await runMemory(asked), asked));
  await add('connections', async asked => connectionsReport(await runConnections(asked), asked));
  const page = certificate(parts, { commit, limits });
  writeFileSync(PAGE, await format(page, { parser: 'markdown', printWidth: 120 }));
  process.stdout.write(`written: ${PAGE}\n`);
  return held.every(Boolean);
}

exitWith(certify);
