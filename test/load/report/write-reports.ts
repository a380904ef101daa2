import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoadReport } from './load-report';
import { renderReport } from './render-report';

/**
 * Writes a run down for programs (JSON) and for people (a page).
 * @returns the paths written
 */
export async function writeReports(report: LoadReport, folder: string, name: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const json = join(folder, `${name}.json`);
  const page = join(folder, `${name}.html`);
  await writeFile(json, `${JSON.stringify(report, null, 2)}\n`);
  await writeFile(page, renderReport(report));
  return [json, page];
}
