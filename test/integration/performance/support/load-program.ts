import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { LoadReport } from '../../../load/report/load-report';

const root = join(__dirname, '../../../..');

export interface Ran {
  /** Exit code. */
  readonly code: number | null;
  /** Everything it wrote on its way. */
  readonly said: string;
  /** Bounds that were broken, by name. */
  readonly broken: readonly string[];
  /** `reports/NAME.json`; null where it wrote none. */
  readonly report: LoadReport | null;
  /** `reports/NAME.html`. */
  readonly page: string | null;
}

/** Runs a load program as npm does. @param name of its reports; what an earlier run left there is gone */
export async function runLoadProgram(
  program: string,
  name: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const fileOf = (ending: string): string => join(root, 'reports', `${name}.${ending}`);
  await mkdir(join(root, 'reports'), { recursive: true });
  await Promise.all(['json', 'html'].map(ending => rm(fileOf(ending), { force: true })));
  const child = spawn(process.execPath, ['scripts/load.mjs', program, ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await once(child, 'exit')) as [number | null];
  const said = (await output).join('\n');
  const json = await readFile(fileOf('json'), 'utf8').catch(() => null);
  return {
    code,
    said,
    broken: said.split('\n').filter(line => line.startsWith('BROKEN')),
    report: json === null ? null : (JSON.parse(json) as LoadReport),
    page: await readFile(fileOf('html'), 'utf8').catch(() => null),
  };
}
