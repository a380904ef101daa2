// Removes from node_modules what a container never loads: node scripts/slim-modules.mjs FOLDER. More than half of what the
// packages bring is for editors, debuggers and other machines. Licences stay: they have to come along.
import { globSync, lstatSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Declarations and sources: Node strips no types below node_modules, so it could not load them if it wanted to. */
const typed = /\.[cm]?tsx?$/;
/** Where a stack trace shows a package, its compiled line will do. */
const sourceMap = /\.map$/;
const prose = /\.(?:md|markdown|tsbuildinfo)$/i;
const licence = /^(?:licen[cs]e|notice|copying)/i;
/** Such as x64-win32.node: one library for each machine in one package, chosen when it is loaded. */
const machine = /^(?:x64|arm64)-(?:linux|darwin|win32)\.node$/;

function isNeeded(name) {
  if (licence.test(name)) return true;
  if (machine.test(name)) return name === `${process.arch}-${process.platform}.node`;
  return !(typed.test(name) || sourceMap.test(name) || prose.test(name));
}

export function slim(folder) {
  let bytes = 0;
  for (const path of globSync('**/*', { cwd: folder })) {
    const file = join(folder, path);
    const stat = lstatSync(file);
    if (!stat.isFile() || isNeeded(basename(path))) continue;
    bytes += stat.size;
    rmSync(file);
  }
  return bytes;
}

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('node scripts/slim-modules.mjs FOLDER');
process.stdout.write(`${Math.round(slim(folder) / 1e6)} MB less\n`);
