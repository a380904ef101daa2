// Compiles libs/vad/src/silero/kernel into kernel-binary.ts; with --check it only says whether that file is up to date.
// The compiler comes by `npm exec`, as it is large and wanted only when the kernel changes.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const compiler = 'assemblyscript@0.28.20';
const flags = '-O3 --noAssert --runtime stub --enable relaxed-simd --use abort= --disableWarning 112'.split(
  ' ',
);

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'libs/vad/src/silero');
const target = join(folder, 'kernel-binary.ts');
const sources = readdirSync(join(folder, 'kernel')).sort();

/** The sources are TypeScript in looks only, so they are called so only here, out of reach of its tools. */
function compile() {
  const work = mkdtempSync(join(tmpdir(), 'silero-kernel-'));
  try {
    for (const file of sources) {
      copyFileSync(join(folder, 'kernel', file), join(work, `${basename(file, '.as')}.ts`));
    }
    const asc = ['exec', '--yes', `--package=${compiler}`, '--', 'asc', 'silero.ts', '-o', 'silero.wasm'];
    execFileSync('npm', [...asc, ...flags], { cwd: work, stdio: ['ignore', 'ignore', 'inherit'] });
    return readFileSync(join(work, 'silero.wasm'));
  } finally {
    rmSync(work, { recursive: true });
  }
}

function digest() {
  const hash = createHash('sha256');
  for (const file of sources) hash.update(readFileSync(join(folder, 'kernel', file)));
  return hash.digest('hex');
}

const lines = compile()
  .toString('base64')
  .match(/.{1,104}/g);
const text = `// Written by scripts/silero-kernel.mjs from the folder kernel; not to be edited.

/** SHA-256 of the sources, in order of their names. */
export const kernelSources = '${digest()}';

/** The compiled kernel, base64. */
export const kernelBinary = \`
${lines.join('\n')}
\`;
`;

if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text) {
  console.error('kernel-binary.ts is not what its sources compile to: run npm run silero-kernel');
  process.exitCode = 1;
}
