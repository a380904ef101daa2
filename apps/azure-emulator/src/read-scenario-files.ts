import { readFile } from 'node:fs/promises';
import { readScenario } from './control/scenario';
import type { Scenario } from './control/scenario';
import type { EmulatorArguments } from './emulator-arguments';
import { isObject, parsedJson } from './server/json';
import { UsageError } from './usage';

/** The scenario of the files on the command line; a file for one field goes before the file for all. @throws UsageError */
export async function readScenarioFiles(files: EmulatorArguments['files']): Promise<Scenario> {
  let whole: Record<string, unknown> = {};
  for (const { field, path } of files) {
    const value = await jsonOf(path);
    if (field !== 'scenario') whole[field] = value;
    else if (isObject(value)) whole = { ...value, ...whole };
    else throw new UsageError(`${path}: a scenario is an object`);
  }
  try {
    return readScenario(whole);
  } catch (error) {
    const names = files.map(({ path }) => path).join(', ');
    throw new UsageError(`${names}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function jsonOf(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const value = parsedJson(text);
  if (value === undefined) throw new UsageError(`${path} is no JSON`);
  return value;
}
