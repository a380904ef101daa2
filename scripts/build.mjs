// Builds what is missing or stale. `npm run build` always builds; start and call build only when they must.
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { settleBarrels } from './settle-barrels.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'dist', '.built');

function isFresh() {
  if (!existsSync(stamp)) return false;
  const built = statSync(stamp).mtimeMs;
  const sources = globSync(['{apps,libs}/**/*.ts', 'package-lock.json', '.swcrc', 'nest-cli.json'], {
    cwd: root,
  });
  return sources.every(file => statSync(join(root, file)).mtimeMs <= built);
}

export function build({ force = false } = {}) {
  requireNode();
  if (!force && isFresh()) return;
  const nest = createRequire(import.meta.url).resolve('@nestjs/cli/bin/nest.js');
  try {
    execFileSync(process.execPath, [nest, 'build', 'realtime-processor'], { cwd: root, stdio: 'pipe' });
  } catch (error) {
    process.stderr.write(`${error.stdout ?? ''}${error.stderr ?? ''}`);
    throw new Error('the build failed', { cause: error });
  }
  settleBarrels(join(root, 'dist'));
  writeFileSync(stamp, '');
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 24 || (major === 24 && minor >= 9)) return;
  throw new Error(
    `Node 24.9 or newer is needed, this is ${process.versions.node}. Run it by npm: npm brings its own Node.`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build({ force: true });
