import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './compose-file';
import type { InFile } from './manifests';

const COMPILER = join(root, 'node_modules/typescript-native/bin/tsc');
const compilerOptions = {
  noEmit: true,
  strict: true,
  skipLibCheck: true,
  module: 'preserve',
  moduleResolution: 'bundler',
  types: [],
};

/** A manifest as a literal, of which the compiler says what its kind does not have. */
const literal = ({ file, written }: Pick<InFile, 'file' | 'written'>, index: number): string => {
  const { apiVersion, kind } = written as { apiVersion: string; kind: string };
  const from = join(root, 'node_modules/kubernetes-models', apiVersion, kind);
  return `import type { I${kind} as Kind${index} } from ${JSON.stringify(from)};
/* ${file} */ export const manifest${index}: Kind${index} = ${JSON.stringify(written)};`;
};

/**
 * Keys that Kubernetes does not know and, without a word, ignores: its schemas let anything pass that they do not name.
 * @returns what the compiler says of them, a line each
 */
export function misspelt(manifests: readonly Pick<InFile, 'file' | 'written'>[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'manifests-'));
  try {
    writeFileSync(join(folder, 'manifests.ts'), manifests.map(literal).join('\n'));
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['manifests.ts'] }),
    );
    const { stdout } = spawnSync(process.execPath, [COMPILER, '-p', folder], { encoding: 'utf8' });
    return stdout.split('\n').filter(line => line.includes('error TS'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
