import Ajv from 'ajv';
import schema from './compose-spec.json';
import type { ComposeFile } from './compose-file';

const fits = new Ajv({ strict: false, allErrors: true }).compile(schema);

/** What the Compose Specification does not know of a file, or wants otherwise. */
export function unspecified(file: ComposeFile): string[] {
  if (fits(file)) return [];
  return fits.errors!.map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}
