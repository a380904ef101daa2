import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const page = join(process.cwd(), 'docs/performance.md');
const END = '<!-- end -->';

/**
 * Puts a benchmark's tables into docs/performance.md, between a comment that names the command and one that says `end`.
 * @throws where the page has no such place
 */
export function writeTables(command: string, tables: string): void {
  const text = readFileSync(page, 'utf8');
  const begin = `<!-- ${command} -->`;
  const from = text.indexOf(begin) + begin.length;
  const to = text.indexOf(END, from);
  if (from < begin.length || to < 0) throw new Error(`${page} has no place for the tables of ${command}`);
  writeFileSync(page, `${text.slice(0, from)}\n\n${tables}\n\n${text.slice(to)}`);
}
