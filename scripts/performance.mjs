// Compiles test/performance and test/load beside the service, whose built libraries they measure, and runs one program of them.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, root } from './build.mjs';

export const runPerformance = program => runProgram(join('test/performance', program));
export const runLoad = program => runProgram(join('test/load/programs', program));

async function runProgram(program) {
  build();
  const cli = createRequire(import.meta.url).resolve('@swc/cli/package.json');
  const swc = join(dirname(cli), 'bin', 'swc.js');
  execFileSync(
    process.execPath,
    [
      swc,
      'test/performance',
      'test/load',
      'libs/testing',
      '--out-dir',
      'dist',
      '--config-file',
      '.swcrc',
      '--quiet',
    ],
    { cwd: root, stdio: 'inherit' },
  );
  process.chdir(root);
  await import(pathToFileURL(join(root, 'dist', program)));
}
