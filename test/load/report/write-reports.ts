import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoadReport } from './load-report';

/** @returns the paths written */
export async function writeReports(report: LoadReport, folder: string, name: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const json = join(folder, `${name}.json`);
  await writeFile(json, `${JSON.stringify(report, null, 2)}\n`);
  return [json];
}
