// Compiles test/performance beside the service, whose built libraries it measures, and runs one program of it.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, root } from './build.mjs';

export async function runPerformance(program) {
  build();
  const cli = createRequire(import.meta.url).resolve('@swc/cli/package.json');
  const swc = join(dirname(cli), 'bin', 'swc.js');
  execFileSync(
    process.execPath,
    [swc, 'test/performance', 'libs/testing', '--out-dir', 'dist', '--config-file', '.swcrc', '--quiet'],
    { cwd: root, stdio: 'inherit' },
  );
  process.chdir(root);
  await import(pathToFileURL(join(root, 'dist/test/performance', program)));
}
