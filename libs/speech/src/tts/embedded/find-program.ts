import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/**
 * Looks a program up as a shell would, without one. Relative entries of the path are passed over: what runs must not
 * depend on the working directory.
 * @param searchPath as in PATH
 * @returns its absolute path; null when it is not there
 */
export async function findProgram(name: string, searchPath: string): Promise<string | null> {
  for (const directory of searchPath.split(delimiter)) {
    if (!isAbsolute(directory)) continue;
    const file = join(directory, name);
    if (await runs(file)) return file;
  }
  return null;
}

async function runs(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
